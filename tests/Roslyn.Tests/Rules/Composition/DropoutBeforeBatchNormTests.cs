using DeepDsl.Analyzers.Rules.Composition;
using DeepDsl.CodeFixes.Composition;
using Microsoft.CodeAnalysis;

namespace Roslyn.Tests.Rules.Composition;

public sealed class DropoutBeforeBatchNormTests : RuleTests<DropoutBeforeBatchNorm, DropoutBeforeBatchNormFix>
{
    [Fact]
    public Task Through_activations_and_pooling() => Fires("""
        [Input(3, 16, 16)] public partial Node Image { get; }
        [Conv2d(8, 3, Bias = false), [|Dropout(0.2)|], ReLU, MaxPool2d(2)] public partial Node A { get; }
        [BatchNorm2d, Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        "[Dropout] in 'A' changes the variance that [BatchNorm2d] in 'Logits' measures while training, but not in inference; put it behind [BatchNorm2d], or before the next layer");

    [Fact]
    public Task Is_a_suggestion_with_many_channels() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(512, Bias = false), [|Dropout(0.2)|], BatchNorm1d, ReLU, Linear(10)] public partial Node Logits { get; }
        """, DiagnosticSeverity.Info,
        "[Dropout] in 'Logits' changes the variance that [BatchNorm1d] in 'Logits' measures while training, but not in inference; put it behind [BatchNorm1d], or before the next layer");

    [Fact]
    public Task Is_told_of_a_block_at_its_worst() => Fires("""
        using DeepDsl;

        [Block]
        public partial class Part
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Linear(nameof(Width), Bias = false), [|Dropout(0.2)|], BatchNorm1d, ReLU] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Net
        {
            [Input(8)] public partial Node X { get; }
            [Use<Part>(512), Use<Part>(64), Linear(10)] public partial Node Logits { get; }
        }
        """,
        "[Dropout] in 'Part.Y' changes the variance that [BatchNorm1d] in 'Part.Y' measures while training, but not in inference; put it behind [BatchNorm1d], or before the next layer");

    [Fact]
    public Task Is_content_with_a_layer_or_another_norm_behind() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), Dropout(0.2), LayerNorm, ReLU, Dropout(0.2), Linear(32, Bias = false), BatchNorm1d, ReLU, Dropout(0.1), Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Swaps_neighbours() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(32, Bias = false), /* some */ [|Dropout(0.2)|], // noise
         BatchNorm1d, ReLU, Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(32, Bias = false), /* some */ BatchNorm1d, // noise
         Dropout(0.2), ReLU, Linear(10)] public partial Node Logits { get; }
        """,
        title: "Move [Dropout] behind [BatchNorm1d]");

    [Fact]
    public Task Moves_behind_the_last_norm() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(32, Bias = false), [|Dropout(0.2)|], BatchNorm1d, ReLU, BatchNorm1d, Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(32, Bias = false), BatchNorm1d, ReLU, BatchNorm1d, Dropout(0.2), Linear(10)] public partial Node Logits { get; }
        """,
        title: "Move [Dropout] behind [BatchNorm1d]");

    [Fact]
    public Task Moves_across_lists_and_operators() => Fixes("""
        [Input(3, 16, 16)] public partial Node Image { get; }
        [Conv2d(8, 3, Bias = false)] [[|Dropout(0.2)|], ReLU] [BatchNorm2d(Eps = 1e-3)] [Flatten, Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(3, 16, 16)] public partial Node Image { get; }
        [Conv2d(8, 3, Bias = false)] [ReLU, BatchNorm2d(Eps = 1e-3)] [Dropout(0.2)] [Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        title: "Move [Dropout] behind [BatchNorm2d]");

    [Fact]
    public Task Does_not_move_between_members() => OffersNothing("""
        [Input(64)] public partial Node X { get; }
        [Linear(32, Bias = false), [|Dropout(0.2)|]] public partial Node A { get; }
        [BatchNorm1d, ReLU, Linear(10)] public partial Node Logits { get; }
        """);
}
