using DeepDsl.Analyzers.Rules.Shapes;
using DeepDsl.CodeFixes.Shapes;

namespace Roslyn.Tests.Rules.Shapes;

public sealed class EmptyFeatureMapTests : RuleTests<EmptyFeatureMap, EmptyFeatureMapFix>
{
    [Fact]
    public Task Marks_the_window_that_does_not_fit_and_nothing_after_it() => Fires("""
        [Input(1, 8, 8)] public partial Node Image { get; }
        [Conv2d(4, 3), MaxPool2d(2), [|Conv2d(8, 5)|], MaxPool2d(2)] public partial Node Stem { get; }
        [Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        "[Conv2d] leaves nothing: a window of 5x5 does not fit into the map (4, 3, 3) [Image (1, 8, 8) → Conv2d (4, 6, 6) → MaxPool2d (4, 3, 3)]; Padding = 1 or a kernel of 3 fits");

    [Fact]
    public Task Counts_dilation_and_padding() => Fires("""
        [Input(1, 8, 8)] public partial Node Image { get; }
        [Conv2d(4, 3, Dilation = 5, [|Padding = 1|]), Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        "[Conv2d] leaves nothing: a window of 11x11 does not fit into the map (1, 8, 8) with padding 1; Padding = 2 or a kernel of 2 fits");

    [Fact]
    public Task Says_nothing_where_one_position_is_left() => Silent("""
        [Input(1, 8, 8)] public partial Node Image { get; }
        [Conv2d(4, 8), Flatten, Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Adds_the_smallest_padding() => Fixes("""
        [Input(1, 4, 4)] public partial Node Image { get; }
        [[|Conv2d(4, 7, Bias = false)|], ReLU, Flatten, Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(1, 4, 4)] public partial Node Image { get; }
        [Conv2d(4, 7, Bias = false, Padding = 2), ReLU, Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        title: "Set Padding = 2");

    [Fact]
    public Task Adds_padding_on_the_sides_that_need_it() => Fixes("""
        [Input(1, 8, 4)] public partial Node Image { get; }
        [[|Conv2d(4, 7)|], Flatten, Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(1, 8, 4)] public partial Node Image { get; }
        [Conv2d(4, 7, Padding = new[] { 0, 2 }), Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        title: "Set Padding = new[] { 0, 2 }");

    [Fact]
    public Task Raises_the_padding_that_is_too_small() => Fixes("""
        [Input(1, 4, 4)] public partial Node Image { get; }
        [Conv2d(4, 9, [|Padding = 1|], Bias = false), Flatten, Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(1, 4, 4)] public partial Node Image { get; }
        [Conv2d(4, 9, Padding = 3, Bias = false), Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        title: "Set Padding = 3");

    [Theory]
    [InlineData("[|Conv2d(4, 7)|]", "Conv2d(4, 4)", "Use a kernel of 4")]
    [InlineData("[|Conv2d(4, new[] { 7, 3 })|]", "Conv2d(4, new[] { 4, 3 })", "Use a kernel of new[] { 4, 3 }")]
    [InlineData("[|Conv2d(kernelSize: 7, outChannels: 4)|]", "Conv2d(kernelSize: 4, outChannels: 4)", "Use a kernel of 4")]
    [InlineData("[|MaxPool2d(5, Stride = 1)|]", "MaxPool2d(4, Stride = 1)", "Use a kernel of 4")]
    [InlineData("Conv2d(4, 9, [|Padding = 1|])", "Conv2d(4, 6, Padding = 1)", "Use a kernel of 6")]
    [InlineData("Flatten(1, 2), [|Conv1d(4, 7)|]", "Flatten(1, 2), Conv1d(4, 4)", "Use a kernel of 4")]
    public Task Shrinks_the_kernel_to_the_map(string marked, string @fixed, string title) => Fixes($$"""
        [Input(1, 4, 4)] public partial Node Image { get; }
        [{{marked}}, Flatten, Linear(10)] public partial Node Logits { get; }
        """, $$"""
        [Input(1, 4, 4)] public partial Node Image { get; }
        [{{@fixed}}, Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        title, choice: 1);
}
