using DeepDsl.Analyzers.Rules.Initialization;
using DeepDsl.CodeFixes.Initialization;
using Microsoft.CodeAnalysis;
using static Roslyn.Tests.Rules.Signal.Stacks;

namespace Roslyn.Tests.Rules.Initialization;

public sealed class ScaleOffCriticalityTests : RuleTests<ScaleOffCriticality, ScaleOffCriticalityFix>
{
    private const string Sick = """
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }

            [[|Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.05)|], ReLU, Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.05), ReLU, Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.05), ReLU] public partial Node H1 { get; }

            [Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.05), ReLU, Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.05), ReLU, Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.05), ReLU] public partial Node H2 { get; }

            [Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.05), ReLU, Linear(10)] public partial Node H3 { get; }
        }
        """;

    [Fact]
    public Task Says_what_is_wrong_once_for_the_whole_model() => Fires(Sick, DiagnosticSeverity.Info,
        "With Normal weights of scale 0.05, 'H1Linear' multiplies the energy of gradients by ≈0.08 here and in 6 more layers, where 0.1 to 4 is sound: with KaimingNormal, the smallest gradient is predicted to go from ≈2e-4 to ≈2");

    [Theory]
    [InlineData("Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.02)", "BatchNorm1d, ReLU")]
    [InlineData("Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.17)", "ReLU")]
    public Task Says_nothing_where_it_fits_or_is_reset(string layer, string activation) => Silent(Stack(layer, activation, 8));

    [Fact]
    public Task Offers_what_is_predicted_to_help() => Fixes(Sick, """
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }

            [Linear(64, WeightInit = Initializer.KaimingNormal), ReLU, Linear(64, WeightInit = Initializer.KaimingNormal), ReLU, Linear(64, WeightInit = Initializer.KaimingNormal), ReLU] public partial Node H1 { get; }

            [Linear(64, WeightInit = Initializer.KaimingNormal), ReLU, Linear(64, WeightInit = Initializer.KaimingNormal), ReLU, Linear(64, WeightInit = Initializer.KaimingNormal), ReLU] public partial Node H2 { get; }

            [Linear(64, WeightInit = Initializer.KaimingNormal), ReLU, Linear(10)] public partial Node H3 { get; }
        }
        """,
        title: "Use the initializer that matches the activation (smallest gradient 2e-4 → 2)", choice: 0, severity: DiagnosticSeverity.Info);
}
