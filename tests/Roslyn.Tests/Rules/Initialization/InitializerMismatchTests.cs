using DeepDsl.Analyzers.Rules.Initialization;
using DeepDsl.CodeFixes.Initialization;
using Microsoft.CodeAnalysis;
using static Roslyn.Tests.Rules.Signal.Stacks;

namespace Roslyn.Tests.Rules.Initialization;

public sealed class InitializerMismatchTests : RuleTests<InitializerMismatch, InitializerMismatchFix>
{
    private const string Sick = """
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }

            [[|Linear(64, WeightInit = Initializer.XavierNormal)|], ReLU, Linear(64, WeightInit = Initializer.XavierNormal), ReLU, Linear(64, WeightInit = Initializer.XavierNormal), ReLU] public partial Node H1 { get; }

            [Linear(64, WeightInit = Initializer.XavierNormal), ReLU, Linear(64, WeightInit = Initializer.XavierNormal), ReLU, Linear(64, WeightInit = Initializer.XavierNormal), ReLU] public partial Node H2 { get; }

            [Linear(64, WeightInit = Initializer.XavierNormal), ReLU, Linear(64, WeightInit = Initializer.XavierNormal), ReLU, Linear(64, WeightInit = Initializer.XavierNormal), ReLU] public partial Node H3 { get; }

            [Linear(64, WeightInit = Initializer.XavierNormal), ReLU, Linear(64, WeightInit = Initializer.XavierNormal), ReLU, Linear(10)] public partial Node H4 { get; }
        }
        """;

    [Fact]
    public Task Says_what_is_wrong_once_for_the_whole_model() => Fires(Sick, DiagnosticSeverity.Info,
        "XavierNormal gives 'H1Linear' weights of ×0.7 the size that its [ReLU] needs here and in 10 more layers: with KaimingNormal, the smallest gradient is predicted to go from ≈0.03 to ≈2");

    [Fact]
    public Task Suggests_where_little_depends_on_it() => Fires(Stack("Linear(64, WeightInit = Initializer.XavierUniform)", "ReLU", 3, marked: 0), DiagnosticSeverity.Info,
        "XavierUniform gives 'HLinear' weights of ×0.7 the size that its [ReLU] needs here and in 1 more layer: KaimingUniform fits, though little is predicted to change here");

    [Theory]
    [InlineData("Linear(64, WeightInit = Initializer.XavierNormal)", "BatchNorm1d, ReLU")]
    [InlineData("Linear(64, WeightInit = Initializer.XavierNormal)", "ReLU, LayerNorm")]
    [InlineData("Linear(64, WeightInit = Initializer.XavierNormal)", "Tanh")]
    [InlineData("Linear(64, WeightInit = Initializer.LeCunNormal)", "Tanh")]
    [InlineData("Linear(64, WeightInit = Initializer.Orthogonal, WeightGain = 1.4142135623730951)", "Tanh")]
    [InlineData("Linear(64, WeightInit = Initializer.XavierNormal, WeightGain = 1.4142135623730951)", "ReLU")]
    [InlineData("Linear(64, WeightInit = Initializer.KaimingUniform)", "ReLU")]
    [InlineData("Linear(64, WeightInit = Initializer.KaimingNormal)", "LeakyReLU(0.2)")]
    [InlineData("Linear(64, WeightInit = Initializer.KaimingNormal, WeightGain = 0.0471)", "Sine(30)")]
    [InlineData("Linear(64)", "GELU")]
    [InlineData("Linear(64, WeightInit = Initializer.XavierNormal)", "Residual")]
    public Task Says_nothing_where_it_fits_or_its_scale_does_not_matter(string layer, string activation) => Silent(Stack(layer, activation, 8));

    [Fact]
    public Task Says_nothing_of_gates() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(64, WeightInit = Initializer.KaimingNormal), Sigmoid] public partial Node Gate { get; }
        [From(nameof(X)), Linear(64), Multiply(nameof(Gate)), Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Says_nothing_of_the_output() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(64), ReLU, Linear(10, WeightInit = Initializer.XavierNormal)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Offers_what_is_predicted_to_help() => Fixes(Sick, """
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }

            [Linear(64, WeightInit = Initializer.KaimingNormal), ReLU, Linear(64, WeightInit = Initializer.KaimingNormal), ReLU, Linear(64, WeightInit = Initializer.KaimingNormal), ReLU] public partial Node H1 { get; }

            [Linear(64, WeightInit = Initializer.KaimingNormal), ReLU, Linear(64, WeightInit = Initializer.KaimingNormal), ReLU, Linear(64, WeightInit = Initializer.KaimingNormal), ReLU] public partial Node H2 { get; }

            [Linear(64, WeightInit = Initializer.KaimingNormal), ReLU, Linear(64, WeightInit = Initializer.KaimingNormal), ReLU, Linear(64, WeightInit = Initializer.KaimingNormal), ReLU] public partial Node H3 { get; }

            [Linear(64, WeightInit = Initializer.KaimingNormal), ReLU, Linear(64, WeightInit = Initializer.KaimingNormal), ReLU, Linear(10)] public partial Node H4 { get; }
        }
        """,
        title: "Use the initializer that matches the activation (smallest gradient 0.03 → 2)", choice: 0, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Marks_the_use_of_a_block_and_changes_the_block() => Fixes(
        Blocks("Linear(64, WeightInit = Initializer.XavierNormal), ReLU", 11).Replace("Use<Layer>(Repeat = 11)", "[|Use<Layer>(Repeat = 11)|]"),
        Blocks("Linear(64, WeightInit = Initializer.KaimingNormal), ReLU", 11),
        title: "Use the initializer that matches the activation (smallest gradient 0.03 → 2)", severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Leaves_to_the_compiler_what_no_initializer_fits() => Fixes(
        Blocks("Linear(64, WeightInit = Initializer.XavierNormal), GELU", 19).Replace("Use<Layer>(Repeat = 19)", "[|Use<Layer>(Repeat = 19)|]"),
        Blocks("Linear(64), GELU", 19),
        title: "Use the initializer that matches the activation (smallest gradient 5e-6 → 2)", severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Changes_all_models_of_a_file_and_keeps_what_is_written_around() => Fixes("""
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class First
        {
            [Input(64)] public partial Node X { get; }
            // Three times the same.
            [[|Linear(64, WeightInit = Initializer.XavierUniform, Name = "a")|], ReLU, // the first
             Linear(64, Bias = false, WeightInit = Initializer.XavierNormal), ReLU,
             Linear(64, WeightInit = DeepDsl.Initializer.LeCunNormal /* once more */), ReLU]
            public partial Node H { get; }
            [Linear(10)] public partial Node Logits { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Second
        {
            [Input(64)] public partial Node X { get; }
            [[|Linear(64, WeightInit = Initializer.TorchDefault, BiasInit = Initializer.TorchDefault)|], Tanh, Linear(10)] public partial Node Logits { get; }
        }

        """, """
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class First
        {
            [Input(64)] public partial Node X { get; }
            // Three times the same.
            [Linear(64, Name = "a", WeightInit = Initializer.KaimingUniform), ReLU, // the first
             Linear(64, Bias = false, WeightInit = Initializer.KaimingNormal), ReLU,
             Linear(64, WeightInit = Initializer.KaimingNormal), ReLU]
            public partial Node H { get; }
            [Linear(10)] public partial Node Logits { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Second
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, WeightInit = Initializer.XavierUniform), Tanh, Linear(10)] public partial Node Logits { get; }
        }

        """,
        title: null, severity: DiagnosticSeverity.Info);
}
