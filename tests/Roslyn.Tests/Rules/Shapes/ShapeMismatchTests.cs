using DeepDsl.Analyzers.Rules.Shapes;
using DeepDsl.CodeFixes.Shapes;

namespace Roslyn.Tests.Rules.Shapes;

public sealed class ShapeMismatchTests : RuleTests<ShapeMismatch, ShapeMismatchFix>
{
    [Fact]
    public Task Says_what_came_what_was_expected_and_how_it_came_about() => Fires("""
        [Input(1, 8, 8)] public partial Node Image { get; }
        [Conv2d(4, 3), ReLU, Conv2d(4, 1), ReLU] public partial Node Stem { get; }
        [Flatten, Linear(32), [|BatchNorm2d|], ReLU] public partial Node Hidden { get; }
        [Linear(10)] public partial Node Logits { get; }
        """,
        "[BatchNorm2d] needs an input (channels, height, width), but gets (32) [… → Conv2d (4, 6, 6) → ReLU (4, 6, 6) → Flatten (144) → Linear (32)]; use [BatchNorm1d]");

    [Fact]
    public Task An_inputs_own_shape_needs_no_explanation() => Fires("""
        [Input(64)] public partial Node X { get; }
        [[|Conv2d(4, 3)|], Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        "[Conv2d] needs an input (channels, height, width), but gets (64)");

    [Theory]
    [InlineData("LayerNorm([|Dims = 3|])", "[LayerNorm] normalizes the last 3 dimensions, but its input (8, 16) has 2")]
    [InlineData("Dropout([|1.5|])", "[Dropout] needs a probability of at least 0 and less than 1, but gets 1.5")]
    [InlineData("Linear([|0|])", "[Linear] needs at least one feature, but Features is 0")]
    [InlineData("Softmax([|3|])", "[Softmax] acts along dimension 3, but its input (8, 16) has dimensions 1 to 2 after the batch")]
    [InlineData("Transpose(1, [|3|])", "[Transpose] exchanges dimension 3, but its input (8, 16) has dimensions 1 to 2 after the batch")]
    [InlineData("[|Permute(1)|]", "[Permute] needs each of the dimensions 1 to 2 of its input (8, 16) once, but gets (1)")]
    [InlineData("[|Permute(1, 0, 2)|]", "[Permute] moves the batch, dimension 0, but it has to stay first: (1, 0, 2)")]
    [InlineData("Mean(1, [|3|])", "[Mean] takes the mean over dimension 3, but its input (8, 16) has dimensions 1 to 2 after the batch")]
    [InlineData("[|Mean(1, -2)|]", "[Mean] takes the mean over a dimension twice: (1, -2)")]
    [InlineData("Select([|0|], 1)", "[Select] selects along dimension 0, but its input (8, 16) has dimensions 1 to 2 after the batch")]
    [InlineData("Select(1, [|8|])", "[Select] selects position 8, but dimension 1 of its input (8, 16) has positions 0 to 7")]
    [InlineData("PositionalEmbedding([|4|])", "[PositionalEmbedding] has vectors for 4 positions, but its input (8, 16) has 8")]
    [InlineData("ELU([|-1.0|])", "[ELU] needs a finite alpha of at least 0, but gets -1")]
    [InlineData("RMSNorm([|Dims = 3|])", "[RMSNorm] normalizes the last 3 dimensions, but its input (8, 16) has 2")]
    [InlineData("Linear(8, [|WeightInit = (Initializer)99|])", "[Linear] needs a value of Initializer that exists, but WeightInit is 99")]
    [InlineData("Flatten(2, [|1|])", "[Flatten] starts at dimension 2, after its end 1")]
    public Task Marks_the_argument_that_is_out_of_range(string marked, string message) => Fires($$"""
        [Input(8, 16)] public partial Node X { get; }
        [{{marked}}, Flatten, Linear(10)] public partial Node Logits { get; }
        """, message);

    [Fact]
    public Task An_input_consists_of_something_that_exists() => Fires("""
        [Input(8, [|DType = (DType)7|])] public partial Node X { get; }
        [Linear(10)] public partial Node Logits { get; }
        """, "[Input] needs a value of DType that exists, but DType is 7");

    [Theory]
    [InlineData("ReLU, [|Weight(4)|]", "[Weight] makes a value of its own and takes up no other: put it first on a member, and name that member where it is used")]
    [InlineData("Weight(4, [|0|])", "[Weight] needs sizes of at least 1, but one is 0; the batch is not written")]
    [InlineData("Weight(4, [|WeightInit = Initializer.Orthogonal|])", "[Weight] is no map with inputs and outputs, so it cannot start with Orthogonal: Normal, TruncNormal, Uniform, Zeros and Constant are possible")]
    [InlineData("Weight(4, [|When = nameof(Flag)|])", "[Weight] cannot be switched off, as 'Logits' would be nothing then: switch what uses it")]
    public Task Marks_what_a_value_of_its_own_cannot_have(string marked, string message) => Fires($$"""
        private const bool Flag = true;
        [Input(8)] public partial Node X { get; }
        [{{marked}}] public partial Node Logits { get; }
        """, message);

    [Theory]
    [InlineData("Conv2d([|0|], 3)", "[Conv2d] needs at least one output channel, but OutChannels is 0")]
    [InlineData("Conv2d(4, [|0|])", "[Conv2d] needs a window of one or two sizes, each at least 1, but it is 0")]
    [InlineData("Conv2d(4, [|new[] { 3, 3, 3 }|])", "[Conv2d] needs a window of one or two sizes, each at least 1, but it is [3, 3, 3]")]
    [InlineData("Conv2d(4, 3, [|Stride = 0|])", "[Conv2d] needs one or two strides, each at least 1, but Stride is 0")]
    [InlineData("MaxPool2d([|0|])", "[MaxPool2d] needs a window of one or two sizes, each at least 1, but it is 0")]
    [InlineData("AvgPool2d(3, [|Padding = 2|])", "[AvgPool2d] allows a padding of at most half the window 3, but Padding is 2")]
    [InlineData("AdaptiveAvgPool2d([|0|])", "[AdaptiveAvgPool2d] needs an output of one or two sizes, each at least 1, but gets 0")]
    [InlineData("ConvTranspose2d(4, 3, Stride = 2, [|OutputPadding = 2|])", "[ConvTranspose2d] needs an OutputPadding of at least 0 that is less than the stride 2 or the dilation 1, but it is 2")]
    [InlineData("ConvTranspose2d(4, 3, [|Padding = 9|])", "[ConvTranspose2d] leaves nothing: Padding 9 cuts off all of the result of 10x10")]
    [InlineData("Upsample([|0|])", "[Upsample] needs one or two factors, each at least 1, but ScaleFactor is 0")]
    public Task Marks_the_size_that_is_out_of_range(string marked, string message) => Fires($$"""
        [Input(1, 8, 8)] public partial Node Image { get; }
        [{{marked}}, Flatten, Linear(10)] public partial Node Logits { get; }
        """, message);

    [Theory]
    [InlineData("CrossEntropyLoss([|ClassWeights = new[] { 1, 2.5 }|])", "[CrossEntropyLoss] needs 3 numbers in ClassWeights, one for each class of the output (3), but gets 2 [X (8) → Linear (3)]")]
    [InlineData("NLLLoss([|ClassWeights = new double[] { 1, Rare, 2 }|])", "[NLLLoss] needs finite numbers of at least 0 in ClassWeights, but that of class 1 is -4")]
    [InlineData("BCEWithLogitsLoss([|PosWeight = new[] { 1, 2.5 }|])", "[BCEWithLogitsLoss] needs one number or 3 numbers in PosWeight, one for each class of the output (3), but gets 2 [X (8) → Linear (3)]")]
    public Task Marks_the_weights_of_a_loss_that_are_none(string marked, string message) => Fires($$"""
        private const double Rare = -4;
        [Input(8)] public partial Node X { get; }
        [Linear(3), {{marked}}] public partial Node Scores { get; }
        """, message);

    [Fact]
    public Task Marks_sizes_that_no_input_can_have() => Fires("""
        [[|Input(3, 0, 8)|]] public partial Node Image { get; }
        [Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        "[Input] is (3, 0, 8), but every size must be at least 1; the batch is dynamic and not written");

    [Fact]
    public Task Marks_operators_on_an_input() => Fires("""
        [Input(8), [|ReLU|]] public partial Node X { get; }
        [Linear(10)] public partial Node Logits { get; }
        """,
        "'X' is an [Input] and cannot have operators; put them on the member that follows");

    [Fact]
    public Task Says_nothing_where_every_operator_fits() => Silent("""
        [Input(1, 8, 8)] public partial Node Image { get; }
        [Conv2d(4, 3), BatchNorm2d, ReLU] public partial Node Stem { get; }
        [Flatten, Linear(32), BatchNorm1d, ReLU] public partial Node Hidden { get; }
        [Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Takes_the_norm_for_vectors_and_keeps_its_arguments() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), [|BatchNorm2d(Eps = 1e-3)|], ReLU] public partial Node Hidden { get; }
        [Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(32), BatchNorm1d(Eps = 1e-3), ReLU] public partial Node Hidden { get; }
        [Linear(10)] public partial Node Logits { get; }
        """,
        title: "Use [BatchNorm1d]");

    [Fact]
    public Task Takes_the_norm_for_feature_maps_wherever_it_stands() => Fixes("""
        [Input(1, 8, 8)] public partial Node Image { get; }
        [Conv2d(4, 3)]
        [[|BatchNorm1d|] /* Ioffe */] // 2015
        [ReLU]
        public partial Node Stem { get; }
        [From(nameof(Image)), Conv2d(4, 3), [|BatchNorm1d|], Add(nameof(Stem)), Flatten, Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(1, 8, 8)] public partial Node Image { get; }
        [Conv2d(4, 3)]
        [BatchNorm2d /* Ioffe */] // 2015
        [ReLU]
        public partial Node Stem { get; }
        [From(nameof(Image)), Conv2d(4, 3), BatchNorm2d, Add(nameof(Stem)), Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        title: "Use [BatchNorm2d]");

    [Theory]
    [InlineData("Softmax([|2|])", "Softmax(-1)", "Use -1")]
    [InlineData("LayerNorm([|Dims = 2|])", "LayerNorm(Dims = 1)", "Set Dims = 1")]
    [InlineData("Flatten([|2|])", "Flatten(1)", "Use 1")]
    [InlineData("Flatten(1, [|3|])", "Flatten(1, -1)", "Use -1")]
    [InlineData("Linear(8), Concat(nameof(X), [|Dim = 2|])", "Linear(8), Concat(nameof(X), Dim = 1)", "Set Dim = 1")]
    public Task Sets_the_argument_to_what_fits(string marked, string @fixed, string title) => Fixes($$"""
        [Input(64)] public partial Node X { get; }
        [{{marked}}, Linear(10)] public partial Node Logits { get; }
        """, $$"""
        [Input(64)] public partial Node X { get; }
        [{{@fixed}}, Linear(10)] public partial Node Logits { get; }
        """, title);

    [Fact]
    public Task Pads_a_pool_by_half_its_window_at_most() => Fixes("""
        [Input(1, 8, 8)] public partial Node Image { get; }
        [MaxPool2d(3, [|Padding = 2|], Stride = 2), Flatten, Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(1, 8, 8)] public partial Node Image { get; }
        [MaxPool2d(3, Padding = 1, Stride = 2), Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        title: "Set Padding = 1");

    [Fact]
    public Task Offers_nothing_where_only_the_user_knows() => OffersNothing("""
        [Input(64)] public partial Node X { get; }
        [Linear([|0|])] public partial Node Logits { get; }
        """);
}
