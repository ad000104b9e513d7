using DeepDsl.Analyzers.Rules.Composition;
using DeepDsl.CodeFixes.Composition;
using Microsoft.CodeAnalysis;

namespace Roslyn.Tests.Rules.Composition;

public sealed class SquaredErrorOfProbabilitiesTests : RuleTests<SquaredErrorOfProbabilities, SquaredErrorOfProbabilitiesFix>
{
    [Fact]
    public Task Of_a_softmax() => Fires("""
        using DeepDsl;

        [Model, [|MSELoss|]]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(3), Softmax] public partial Node Chances { get; }
        }
        """,
        "[MSELoss] behind [Softmax] in 'Chances' has almost no gradient where the model is sure and wrong; for classes use [CrossEntropyLoss] without [Softmax], for amounts remove [Softmax]");

    [Fact]
    public Task Of_a_sigmoid_is_a_suggestion() => Fires("""
        using DeepDsl;

        [Model, [|MSELoss|]]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(3), Sigmoid] public partial Node Chances { get; }
        }
        """, DiagnosticSeverity.Info,
        "[MSELoss] behind [Sigmoid] in 'Chances' has almost no gradient where the model is sure and wrong; for targets from 0 to 1 use [BCELoss], for amounts remove [Sigmoid]");

    [Fact]
    public Task Is_content_with_amounts() => Silent("""
        using DeepDsl;

        [Model, MSELoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(3), Tanh] public partial Node Amounts { get; }
        }
        """);

    [Fact]
    public Task Takes_cross_entropy_without_the_softmax() => Fixes("""
        using DeepDsl;

        [Model, [|MSELoss(Weight = 2)|]]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(3), Softmax] public partial Node Chances { get; }
        }
        """, """
        using DeepDsl;

        [Model, CrossEntropyLoss(Weight = 2)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(3)] public partial Node Chances { get; }
        }
        """,
        title: "Use [CrossEntropyLoss] without [Softmax]");

    [Fact]
    public Task Removes_the_softmax() => Fixes("""
        using DeepDsl;

        [Model, [|MSELoss|]]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(3), Softmax] public partial Node Chances { get; }
        }
        """, """
        using DeepDsl;

        [Model, MSELoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(3)] public partial Node Chances { get; }
        }
        """,
        title: "Remove [Softmax]", choice: 1);

    [Fact]
    public Task Takes_binary_cross_entropy_with_its_target() => Fixes("""
        using DeepDsl;

        [Model, [|MSELoss(nameof(Net.Copy), Target = nameof(Net.X))|]]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64), Sigmoid] public partial Node Copy { get; }
        }
        """, """
        using DeepDsl;

        [Model, BCELoss(nameof(Net.Copy), Target = nameof(Net.X))]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64), Sigmoid] public partial Node Copy { get; }
        }
        """,
        title: "Use [BCELoss]", severity: DiagnosticSeverity.Info);
}
