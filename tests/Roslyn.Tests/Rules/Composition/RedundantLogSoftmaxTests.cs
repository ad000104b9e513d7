using DeepDsl.Analyzers.Rules.Composition;
using DeepDsl.CodeFixes.Composition;
using Microsoft.CodeAnalysis;

namespace Roslyn.Tests.Rules.Composition;

public sealed class RedundantLogSoftmaxTests : RuleTests<RedundantLogSoftmax, RedundantLogSoftmaxFix>
{
    [Fact]
    public Task Before_cross_entropy_in_whatever_shape() => Fires("""
        [Input(3, 8, 8)] public partial Node Image { get; }
        [Conv2d(5, 8), [|LogSoftmax(1)|], Flatten] public partial Node Y { get; }
        """,
        "[LogSoftmax] in 'Y' changes nothing where [CrossEntropyLoss] applies its own; remove it, or use [NLLLoss]");

    [Fact]
    public Task Is_what_likelihood_needs() => Silent("""
        using DeepDsl;

        [Model, NLLLoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10), LogSoftmax] public partial Node Y { get; }
        }
        """);

    [Fact]
    public Task Says_nothing_where_a_layer_comes_between() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(16), LogSoftmax, Linear(10)] public partial Node Y { get; }
        """);

    [Fact]
    public Task Removes_it() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(10), [|LogSoftmax|]] public partial Node Y { get; } // results
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(10)] public partial Node Y { get; } // results
        """,
        title: "Remove [LogSoftmax]", severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Removes_its_member() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(10)] public partial Node Logits { get; }
        [[|LogSoftmax|]] public partial Node Y { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(10)] public partial Node Logits { get; }
        """,
        title: "Remove [LogSoftmax]", severity: DiagnosticSeverity.Info);
}
