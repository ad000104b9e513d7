using DeepDsl.Analyzers.Rules.Training;
using DeepDsl.CodeFixes.Training;

namespace Roslyn.Tests.Rules.Training;

public sealed class UnclippedRecurrenceTests : RuleTests<UnclippedRecurrence, UnclippedRecurrenceFix>
{
    [Theory]
    [InlineData("LSTM(64), GRU(32)", 50, "[LSTM] in 'Y' hands gradients on over 50 positions, where they can grow at every one; add [ClipGradNorm(1)]")]
    [InlineData("Linear(8), Tanh, GRU(32)", 200, "[GRU] in 'Y' hands gradients on over 200 positions, where they can grow at every one; add [ClipGradNorm(1)]")]
    public Task Over_long_sequences(string layers, int length, string message) => Fires(Of("[|Adam(1e-3)|]", length, layers), message);

    [Fact]
    public Task In_a_block() => Fires("""
        using DeepDsl;

        [Block]
        public partial class Step
        {
            [Input] public partial Node X { get; }
            [LSTM(64), Residual(nameof(X))] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, [|RMSprop(1e-3)|]]
        public partial class Net
        {
            [Input(80, 64)] public partial Node X { get; }
            [Use<Step>(Repeat = 3), Select(1, -1), Linear(10)] public partial Node Logits { get; }
        }
        """, "[LSTM] in 'Step.Y' hands gradients on over 80 positions, where they can grow at every one; add [ClipGradNorm(1)]");

    [Theory]
    [InlineData("Adam(1e-3)", 49, "LSTM(64)")]
    [InlineData("Adam(1e-3), ClipGradNorm(5)", 500, "LSTM(64)")]
    [InlineData("Adam(1e-3)", 500, "MultiheadAttention(2)")]
    public Task Is_content_with_short_ones_clipping_or_another_layer(string settings, int length, string layers) => Silent(Of(settings, length, layers));

    [Fact]
    public Task Says_nothing_where_nothing_is_trained() => Silent("""
        using DeepDsl;

        [Model]
        public partial class Encoder
        {
            [Input(100, 32)] public partial Node X { get; }
            [LSTM(64)] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, Adam(1e-3)]
        public partial class Net
        {
            [Input(100, 32)] public partial Node X { get; }
            [Use<Encoder>(Frozen = true), Select(1, -1), Linear(10)] public partial Node Logits { get; }
        }
        """);

    [Fact]
    public Task Adds_it() => Fixes(Of("[|Adam(1e-3)|]", 100, "GRU(64)"), Of("Adam(1e-3), ClipGradNorm(1)", 100, "GRU(64)"), title: "Add [ClipGradNorm(1)]");

    [Fact]
    public Task Adds_it_among_others() => Fixes(Of("[|SGD(0.1, Momentum = 0.9)|], // as usual\n CosineAnnealingLR", 100, "GRU(64)"), Of("SGD(0.1, Momentum = 0.9), ClipGradNorm(1), // as usual\n CosineAnnealingLR", 100, "GRU(64)"), title: "Add [ClipGradNorm(1)]");

    private static string Of(string settings, int length, string layers) => $$"""
        using DeepDsl;

        [Model, CrossEntropyLoss, {{settings}}]
        public partial class Net
        {
            [Input({{length}}, 32)] public partial Node X { get; }
            [{{layers}}] public partial Node Y { get; }
            [Select(1, -1), Linear(10)] public partial Node Logits { get; }
        }
        """;
}
