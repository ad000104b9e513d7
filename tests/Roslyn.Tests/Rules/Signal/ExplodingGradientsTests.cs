using DeepDsl.Analyzers.Rules.Signal;
using DeepDsl.CodeFixes.Signal;
using Microsoft.CodeAnalysis;
using static Roslyn.Tests.Rules.Signal.Stacks;

namespace Roslyn.Tests.Rules.Signal;

public sealed class ExplodingGradientsTests : RuleTests<ExplodingGradients, ExplodingGradientsFix>
{
    private const string Sick = """
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }

            [Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.3), ReLU, Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.3), ReLU, Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.3), ReLU] public partial Node H1 { get; }

            [Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.3), ReLU, Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.3), ReLU, Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.3), ReLU] public partial Node H2 { get; }

            [Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.3), ReLU, Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.3), ReLU, Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.3), ReLU] public partial Node H3 { get; }

            [Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.3), ReLU, Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.3), ReLU, Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.3), ReLU] public partial Node H4 { get; }

            [Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.3), ReLU, Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.3), ReLU, [|Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.3)|], ReLU] public partial Node H5 { get; }

            [Linear(10)] public partial Node H6 { get; }
        }
        """;

    [Fact]
    public Task Says_what_is_wrong_once_for_the_whole_model() => Fires(Sick, DiagnosticSeverity.Warning,
        "The activations are predicted to grow to ≈4e3 at 'H5Linear3': 14 ReLU layers multiply the signal by ×2 each; a smaller initializer or normalization keeps it down, and [ClipGradNorm(1)] limits the step");

    [Fact]
    public Task Says_nothing_of_a_few_normalized_layers() => Silent(Stack("Linear(64)", "BatchNorm1d, ReLU", 16));
}
