using DeepDsl.Analyzers.Rules.Signal;
using DeepDsl.CodeFixes.Signal;
using Microsoft.CodeAnalysis;
using static Roslyn.Tests.Rules.Signal.Stacks;

namespace Roslyn.Tests.Rules.Signal;

public sealed class GrowingStreamTests : RuleTests<GrowingStream, GrowingStreamFix>
{
    private const string Sick = """
        using DeepDsl;

        [Block]
        public partial class Layer
        {
            [Input] public partial Node X { get; }

            [Linear(64, WeightInit = Initializer.KaimingNormal), ReLU, Linear(64, WeightInit = Initializer.XavierUniform), Residual] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }

            [[|Use<Layer>(Repeat = 16)|]] public partial Node Stack { get; }

            [Linear(10)] public partial Node Logits { get; }
        }
        """;

    [Fact]
    public Task Says_what_is_wrong_once_for_the_whole_model() => Fires(Sick, DiagnosticSeverity.Warning,
        "The sum of the skip connections is predicted to grow ≈300 times in size over 16 sums up to 'Stack15.Y'; normalization in every block, a [Scale] on its result or a last layer that starts with Initializer.Auto or at zero keeps it level");

    [Fact]
    public Task Says_nothing_where_the_compiler_chooses() => Silent(Blocks("Linear(64), ReLU, Linear(64), Residual", 48, "Linear(10)"));

    [Fact]
    public Task Says_nothing_of_normalized_branches() => Silent(Blocks("LayerNorm, Linear(64), ReLU, Linear(64), Residual", 24, "LayerNorm, Linear(10)"));
}
