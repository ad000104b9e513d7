using DeepDsl.Analyzers.Rules.Signal;
using DeepDsl.CodeFixes.Signal;
using Microsoft.CodeAnalysis;
using static Roslyn.Tests.Rules.Signal.Stacks;

namespace Roslyn.Tests.Rules.Signal;

public sealed class VanishingGradientsTests : RuleTests<VanishingGradients, VanishingGradientsFix>
{
    private const string Sick = """
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }

            [[|Linear(64)|], Sigmoid, Linear(64), Sigmoid, Linear(64), Sigmoid] public partial Node H1 { get; }

            [Linear(64), Sigmoid, Linear(64), Sigmoid, Linear(64), Sigmoid] public partial Node H2 { get; }

            [Linear(64), Sigmoid, Linear(64), Sigmoid, Linear(64), Sigmoid] public partial Node H3 { get; }

            [Linear(64), Sigmoid, Linear(64), Sigmoid, Linear(10)] public partial Node H4 { get; }
        }
        """;

    [Fact]
    public Task Says_what_is_wrong_once_for_the_whole_model() => Fires(Sick, DiagnosticSeverity.Warning,
        "The gradient that reaches 'H1Linear' is predicted to be ≈2e-7 of that at 'H4': 11 sigmoid layers pass on ×0.2 each; SGD stalls below ≈2e-4, and normalization, skip connections or [ReLU] keep it up");

    [Theory]
    [InlineData("Sigmoid", 4)]
    [InlineData("Tanh", 20)]
    [InlineData("ReLU", 16)]
    public Task Says_nothing_where_gradients_arrive(string activation, int depth) => Silent(Stack("Linear(64)", activation, depth));

    [Fact]
    public Task Says_nothing_of_sigmoids_that_gradients_go_around() => Silent(Blocks("LayerNorm, Linear(64), Sigmoid, Residual", 12, "LayerNorm, Linear(10)"));

    [Fact]
    public Task Says_nothing_of_frozen_layers() => Silent("""
        using DeepDsl;

        [Block]
        public partial class Body
        {
            [Input] public partial Node X { get; }
            [Linear(64), Sigmoid, Linear(64), Sigmoid, Linear(64), Sigmoid, Linear(64), Sigmoid, Linear(64), Sigmoid, Linear(64), Sigmoid, Linear(64), Sigmoid, Linear(64), Sigmoid] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Use<Body>(Frozen = true), Linear(64), ReLU, Linear(10)] public partial Node Logits { get; }
        }
        """);

    [Fact]
    public Task Says_nothing_of_weights_that_start_at_zero_on_purpose() => Silent("""
        using DeepDsl;

        [Block]
        public partial class Layer
        {
            [Input] public partial Node X { get; }
            [Linear(64), ReLU, Linear(64, WeightInit = Initializer.Zeros), Residual] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Use<Layer>(Repeat = 20), Linear(10)] public partial Node Logits { get; }
        }
        """);

    [Fact]
    public Task Offers_what_is_predicted_to_help() => Fixes(Sick, """
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }

            [Linear(64), ReLU, Linear(64), ReLU, Linear(64), ReLU] public partial Node H1 { get; }

            [Linear(64), ReLU, Linear(64), ReLU, Linear(64), ReLU] public partial Node H2 { get; }

            [Linear(64), ReLU, Linear(64), ReLU, Linear(64), ReLU] public partial Node H3 { get; }

            [Linear(64), ReLU, Linear(64), ReLU, Linear(10)] public partial Node H4 { get; }
        }
        """,
        title: "Use ReLU instead of sigmoid and tanh (gradient ratio 2e-7 → 0.6)", choice: 1, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Inserts_a_normalization_in_the_block_that_is_repeated() => Fixes(
        Blocks("Linear(64), Sigmoid", 11).Replace("Use<Layer>(Repeat = 11)", "[|Use<Layer>(Repeat = 11)|]"),
        Blocks("Linear(64, Bias = false), BatchNorm1d, Sigmoid", 11),
        title: "Insert BatchNorm1d after every Linear (gradient ratio 2e-7 → 0.5)", severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Takes_the_initializer_of_sigmoids_along() => Fixes(
        Blocks("Linear(64, WeightInit = Initializer.XavierNormal), Sigmoid", 11).Replace("Use<Layer>(Repeat = 11)", "[|Use<Layer>(Repeat = 11)|]"),
        Blocks("Linear(64), ReLU", 11),
        title: "Use ReLU instead of sigmoid and tanh, and remove the initializer (gradient ratio 2e-7 → 0.6)", choice: 2, severity: DiagnosticSeverity.Warning);
}
