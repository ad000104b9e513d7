using DeepDsl.Analyzers.Rules.Signal;
using Microsoft.CodeAnalysis;
using static Roslyn.Tests.Rules.Signal.Stacks;

namespace Roslyn.Tests.Rules.Signal;

public sealed class BornDeadTests : RuleTests<BornDead>
{
    private const string Sick = """
        using DeepDsl;

        [Block]
        public partial class Layer
        {
            [Input] public partial Node X { get; }

            [Linear(64), LayerNorm, ReLU] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }

            [[|Use<Layer>(Repeat = 28)|]] public partial Node Stack { get; }

            [Linear(10)] public partial Node Logits { get; }
        }
        """;

    [Fact]
    public Task Says_what_is_wrong_once_for_the_whole_model() => Fires(Sick, DiagnosticSeverity.Info,
        "≈30 % of the units of 'Stack27.Y' are predicted to be zero for every input from the start, and a [ReLU] that is zero never learns; [LeakyReLU], normalization before it or a larger bias keeps them alive");

    [Fact]
    public Task Says_nothing_of_few_layers() => Silent(Stack("Linear(64)", "ReLU", 8));
}
