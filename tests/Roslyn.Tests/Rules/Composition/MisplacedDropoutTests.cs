using DeepDsl.Analyzers.Rules.Composition;
using DeepDsl.CodeFixes.Composition;
using Microsoft.CodeAnalysis;

namespace Roslyn.Tests.Rules.Composition;

public sealed class MisplacedDropoutTests : RuleTests<MisplacedDropout, MisplacedDropoutFix>
{
    [Fact]
    public Task Of_the_output() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(10), [|Dropout(0.8)|]] public partial Node Logits { get; }
        """,
        "[Dropout] in 'Logits' zeroes results that the loss judges, which no layer behind it can make good; remove it");

    [Fact]
    public Task Of_too_much() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU, Dropout([|0.8|]), Linear(10)] public partial Node Logits { get; }
        """, DiagnosticSeverity.Info,
        "[Dropout] in 'Logits' zeroes more than half of the values, which costs more than it regularizes; 0.5 is usually the most");

    [Fact]
    public Task Is_content_elsewhere() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Dropout, Linear(64), ReLU, Dropout, Linear(64), Dropout(0.1), Residual(nameof(X)), Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Leaves_results_alone_that_nothing_judges() => Silent("""
        using DeepDsl;

        [Model]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10), Dropout] public partial Node Features { get; }
        }
        """);

    [Fact]
    public Task Removes_that_of_the_output() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(10), [|Dropout|]] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(10)] public partial Node Logits { get; }
        """,
        title: "Remove [Dropout]");

    [Fact]
    public Task Lowers_it() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU, Dropout(/* much */ [|0.75|]), Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU, Dropout(/* much */ 0.5), Linear(10)] public partial Node Logits { get; }
        """,
        title: "Use 0.5", severity: DiagnosticSeverity.Info);
}
