using DeepDsl.Analyzers.Rules.Composition;
using DeepDsl.CodeFixes.Composition;

namespace Roslyn.Tests.Rules.Composition;

public sealed class BiasBeforeNormTests : RuleTests<BiasBeforeNorm, BiasBeforeNormFix>
{
    [Fact]
    public Task Convolution_and_Linear() => Fires("""
        [Input(3, 16, 16)] public partial Node Image { get; }
        [[|Conv2d(8, 3)|]] public partial Node A { get; }
        [BatchNorm2d, ReLU, Flatten, [|Linear(32)|], BatchNorm1d, ReLU, Linear(10)] public partial Node Logits { get; }
        """,
        "The bias of [Conv2d] in 'A' has no effect, as [BatchNorm2d] in 'Logits' subtracts the mean of every channel; write Bias = false",
        "The bias of [Linear] in 'Logits' has no effect, as [BatchNorm1d] in 'Logits' subtracts the mean of every channel; write Bias = false");

    [Fact]
    public Task Marks_the_argument_and_the_block() => Fires("""
        using DeepDsl;

        [Block]
        public partial class Part
        {
            [Input] public partial Node X { get; }
            [Conv2d(8, 3, [|Bias = true|]), InstanceNorm2d, ReLU] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Net
        {
            [Input(3, 16, 16)] public partial Node X { get; }
            [Use<Part>(Repeat = 2), Flatten, Linear(10)] public partial Node Logits { get; }
        }
        """,
        "The bias of [Conv2d] in 'Part.Y' has no effect, as [InstanceNorm2d] in 'Part.Y' subtracts the mean of every channel; write Bias = false");

    [Fact]
    public Task Means_over_features_keep_it() => Silent("""
        [Input(3, 16, 16)] public partial Node Image { get; }
        [Conv2d(8, 3), GroupNorm(2), ReLU, Flatten, Linear(32), LayerNorm, ReLU, Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Means_along_another_dimension_keep_it() => Silent("""
        [Input(4, 8)] public partial Node X { get; }
        [Linear(8), BatchNorm1d, ReLU, Flatten, Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Something_else_may_need_it() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(64)] public partial Node A { get; }
        [BatchNorm1d, ReLU, Add(nameof(A)), Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Takes_it_away() => Fixes("""
        [Input(3, 16, 16)] public partial Node Image { get; }
        [[|Conv2d(8, 3)|], // low
         BatchNorm2d, ReLU, Conv2d(8, 3, [|Bias = true|], Padding = 1), BatchNorm2d, ReLU, Flatten, Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(3, 16, 16)] public partial Node Image { get; }
        [Conv2d(8, 3, Bias = false), // low
         BatchNorm2d, ReLU, Conv2d(8, 3, Bias = false, Padding = 1), BatchNorm2d, ReLU, Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        title: "Set Bias = false");
}
