using DeepDsl.Analyzers.Rules.Signal;
using DeepDsl.CodeFixes.Signal;
using Microsoft.CodeAnalysis;
using static Roslyn.Tests.Rules.Signal.Stacks;

namespace Roslyn.Tests.Rules.Signal;

public sealed class SimilarInputsTests : RuleTests<SimilarInputs, SimilarInputsFix>
{
    private const string Sick = """
        using DeepDsl;

        [Block]
        public partial class Layer
        {
            [Input] public partial Node X { get; }

            [Linear(64), ReLU] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }

            [[|Use<Layer>(Repeat = 44)|]] public partial Node Stack { get; }

            [Linear(10)] public partial Node Logits { get; }
        }
        """;

    [Fact]
    public Task Says_what_is_wrong_once_for_the_whole_model() => Fires(Sick, DiagnosticSeverity.Warning,
        "Two inputs are predicted to differ by only ≈0.02 of their size at 'Stack43.Y': 44 layers without normalization make them more alike from layer to layer; SGD cannot tell them apart below ≈0.02, and normalization or skip connections keep them distinct");

    [Theory]
    [InlineData("ReLU", 12)]
    [InlineData("Tanh", 28)]
    [InlineData("BatchNorm1d, ReLU", 20)]
    public Task Says_nothing_where_inputs_stay_apart(string activation, int depth) => Silent(Stack("Linear(64)", activation, depth));

    [Theory]
    [InlineData(44)]
    [InlineData(50)]
    public Task Offers_a_skip_connection_first(int repeat) => Fixes(
        Blocks("Linear(64), ReLU", repeat).Replace($"Use<Layer>(Repeat = {repeat})", $"[|Use<Layer>(Repeat = {repeat})|]"),
        Blocks("Linear(64), ReLU, Residual", repeat),
        title: null, severity: DiagnosticSeverity.Warning);
}
