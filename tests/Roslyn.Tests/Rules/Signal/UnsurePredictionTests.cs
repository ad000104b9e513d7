using DeepDsl.Analyzers.Rules.Signal;
using Microsoft.CodeAnalysis;
using static Roslyn.Tests.Rules.Signal.Stacks;

namespace Roslyn.Tests.Rules.Signal;

public sealed class UnsurePredictionTests : RuleTests<UnsurePrediction>
{
    private const string Sick = """
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }

            [Linear(4), ReLU, [|Linear(4)|], ReLU, Linear(4), ReLU] public partial Node H1 { get; }

            [Linear(4), ReLU, Linear(4), ReLU, Linear(4), ReLU] public partial Node H2 { get; }

            [Linear(4), ReLU, Linear(10)] public partial Node H3 { get; }
        }
        """;

    [Fact]
    public Task Says_what_is_wrong_once_for_the_whole_model() => Fires(Sick, DiagnosticSeverity.Hidden,
        "What is predicted of 'Net' is unsure: the network is narrow for its depth ('H1Linear2')");
}
