using DeepDsl.Analyzers.Rules.Signal;
using DeepDsl.CodeFixes.Signal;
using Microsoft.CodeAnalysis;
using static Roslyn.Tests.Rules.Signal.Stacks;

namespace Roslyn.Tests.Rules.Signal;

public sealed class SaturatedActivationTests : RuleTests<SaturatedActivation, SaturatedActivationFix>
{
    private const string Sick = """
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }

            [Linear(64, WeightInit = Initializer.Normal, WeightStd = 2), [|Tanh|]] public partial Node Hidden { get; }

            [Linear(10)] public partial Node Logits { get; }
        }
        """;

    [Fact]
    public Task Says_what_is_wrong_once_for_the_whole_model() => Fires(Sick, DiagnosticSeverity.Warning,
        "'Hidden' is predicted to be saturated: its [Tanh] gets values of size ≈20 and passes on ≈3 % of the gradient's energy that it could; a smaller initializer or normalization brings it back to where it is steep");

    [Fact]
    public Task Says_nothing_of_results_and_gates() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(64, WeightInit = Initializer.Normal, WeightStd = 2), Sigmoid] public partial Node Gate { get; }
        [From(nameof(X)), Linear(64), Multiply(nameof(Gate)), Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Offers_what_is_predicted_to_help() => Fixes(Sick, """
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }

            [Linear(64, WeightInit = Initializer.XavierNormal), Tanh] public partial Node Hidden { get; }

            [Linear(10)] public partial Node Logits { get; }
        }
        """,
        title: "Use the initializer that matches the activation (share of the gradient 0.03 → 0.5)", choice: 0, severity: DiagnosticSeverity.Warning);
}
