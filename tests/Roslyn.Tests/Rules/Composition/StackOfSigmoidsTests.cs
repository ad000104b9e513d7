using DeepDsl.Analyzers.Rules.Composition;
using DeepDsl.CodeFixes.Composition;
using Microsoft.CodeAnalysis;

namespace Roslyn.Tests.Rules.Composition;

public sealed class StackOfSigmoidsTests : RuleTests<StackOfSigmoids, StackOfSigmoidsFix>
{
    [Fact]
    public Task Marks_the_first_of_four() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), [|Sigmoid|], Linear(32), Sigmoid, Linear(32), Sigmoid, Linear(32), Sigmoid, Linear(10)] public partial Node Logits { get; }
        """, DiagnosticSeverity.Info,
        "4 hidden layers in a row end in [Sigmoid], and each passes on at most a quarter of the gradient, without a norm between; use [ReLU] in hidden layers");

    [Fact]
    public Task Counts_through_blocks() => Fires("""
        using DeepDsl;

        [Block]
        public partial class Layer
        {
            [Input] public partial Node X { get; }
            [Linear(16), [|Sigmoid|]] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Net
        {
            [Input(16)] public partial Node X { get; }
            [Use<Layer>(Repeat = 6), Linear(10)] public partial Node Logits { get; }
        }
        """, DiagnosticSeverity.Info,
        "6 hidden layers in a row end in [Sigmoid], and each passes on at most a quarter of the gradient, without a norm between; use [ReLU] in hidden layers");

    [Fact]
    public Task Marks_the_use_of_a_block_that_is_sound_elsewhere() => Fires("""
        using DeepDsl;

        [Block]
        public partial class Layer
        {
            [Input] public partial Node X { get; }
            [Linear(16), Sigmoid] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Net
        {
            [Input(16)] public partial Node X { get; }
            [Use<Layer>, LayerNorm, [|Use<Layer>(Repeat = 6)|], Linear(10)] public partial Node Logits { get; }
        }
        """, DiagnosticSeverity.Info,
        "In 'Layer', 'Y': 6 hidden layers in a row end in [Sigmoid], and each passes on at most a quarter of the gradient, without a norm between; use [ReLU] in hidden layers");

    [Fact]
    public Task Takes_ReLU_in_a_block() => Fixes("""
        using DeepDsl;

        [Block]
        public partial class Layer
        {
            [Input] public partial Node X { get; }
            [Linear(16), [|Sigmoid|]] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Net
        {
            [Input(16)] public partial Node X { get; }
            [Use<Layer>(Repeat = 6), Linear(10)] public partial Node Logits { get; }
        }
        """, """
        using DeepDsl;

        [Block]
        public partial class Layer
        {
            [Input] public partial Node X { get; }
            [Linear(16), ReLU] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Net
        {
            [Input(16)] public partial Node X { get; }
            [Use<Layer>(Repeat = 6), Linear(10)] public partial Node Logits { get; }
        }
        """,
        title: "Use [ReLU] in the hidden layers", severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Is_content_with_three_and_an_output() => Silent("""
        using DeepDsl;

        [Model, BCELoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(32), Sigmoid, Linear(32), Sigmoid, Linear(32), Sigmoid, Linear(1), Sigmoid] public partial Node Chance { get; }
        }
        """);

    [Fact]
    public Task Is_content_with_norms_and_skips() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(64), Sigmoid, Linear(64), Sigmoid, LayerNorm, Linear(64), Sigmoid, Residual(nameof(X)), Linear(64), Sigmoid, Linear(64), Sigmoid, Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Leaves_gates_alone() => Silent("""
        [Input(64)] public partial Node X { get; }
        [From(nameof(X)), Linear(64), Sigmoid, Multiply(nameof(X))] public partial Node H1 { get; }
        [From(nameof(H1)), Linear(64), Sigmoid, Multiply(nameof(H1))] public partial Node H2 { get; }
        [From(nameof(H2)), Linear(64), Sigmoid, Multiply(nameof(H2))] public partial Node H3 { get; }
        [From(nameof(H3)), Linear(64), Sigmoid, Multiply(nameof(H3))] public partial Node H4 { get; }
        [From(nameof(H4)), Linear(64), Sigmoid, Multiply(nameof(H4))] public partial Node H5 { get; }
        [Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Takes_ReLU_for_all_of_them_and_keeps_the_output() => Fixes("""
        using DeepDsl;

        [Model, BCELoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(32), [|Sigmoid|], Linear(32), Sigmoid] public partial Node A { get; }
            [Linear(32)]
            [Sigmoid] // third
            [Linear(32), DeepDsl.Sigmoid, Linear(1), Sigmoid] public partial Node Chance { get; }
        }
        """, """
        using DeepDsl;

        [Model, BCELoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(32), ReLU, Linear(32), ReLU] public partial Node A { get; }
            [Linear(32)]
            [ReLU] // third
            [Linear(32), ReLU, Linear(1), Sigmoid] public partial Node Chance { get; }
        }
        """,
        title: "Use [ReLU] in the hidden layers", severity: DiagnosticSeverity.Info);
}
