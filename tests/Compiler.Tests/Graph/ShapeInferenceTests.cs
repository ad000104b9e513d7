namespace Compiler.Tests.Graph;

/// <summary>What is said about shapes that do not fit, and that it is said once.</summary>
public sealed class ShapeInferenceTests
{
    [Fact]
    public void Says_what_came_what_was_expected_and_how_it_came_about() => Assert.Equal(
        ["Hidden[2] ShapeMismatch: [BatchNorm2d] needs an input (channels, height, width), but gets (32) [Image (1, 8, 8) → Conv2d (4, 6, 6) → ReLU (4, 6, 6) → Flatten (144) → Linear (32)]; use [BatchNorm1d]"],
        ProblemText.Of("[Input(1, 8, 8)] Image [Conv2d(4, 3), ReLU] Stem [Flatten, Linear(32), BatchNorm2d, ReLU] Hidden [Linear(10)] Logits"));

    [Theory]
    [InlineData("[Linear(6)] A [Tanh] B [Linear(2)] Y [From(nameof(A)), BatchNorm2d] Z", "[X (8) → Linear (6)]")]
    [InlineData("[Linear(6)] A [Tanh, Linear(7), Linear(5), Linear(4), BatchNorm2d] Z", "[… → Tanh (6) → Linear (7) → Linear (5) → Linear (4)]")]
    [InlineData("[Linear(6), ReLU, Tanh, BatchNorm2d] Z", "[X (8) → Linear (6) → ReLU (6) → Tanh (6)]")]
    public void Tells_the_last_steps_on_the_way(string members, string trail) =>
        Assert.Contains(trail, Assert.Single(Declare.Graph($"[Input(8)] X {members}").Problems).Misfit.Message);

    [Fact]
    public void The_shape_of_an_input_explains_itself() => Assert.Equal(
        ["Y[0] ShapeMismatch: [Conv2d] needs an input (channels, height, width), but gets (64)"], ProblemText.Of("[Input(64)] X [Conv2d(4, 3), Flatten, Linear(10)] Y"));

    [Fact]
    public void Explains_both_sides_of_a_join() => Assert.Equal(
        ["Y[2] ShapesDiffer: [Add] needs values of one shape, but adds (4) to (5) [X (8) → Linear (5); X (8) → Linear (4)]"],
        ProblemText.Of("[Input(8)] X [Linear(4)] A [From(nameof(X)), Linear(5), Add(nameof(A))] Y"));

    [Theory]
    [InlineData("Conv2d(4, 3)", "Y[0] ShapeMismatch")]
    [InlineData("LayerNorm(Dims = 2)", "Y[0].Dims ShapeMismatch")]
    [InlineData("ReLU, Softmax(4)", "Y[1].0 ShapeMismatch")]
    [InlineData("ReLU, Reshape(2, 3)", "Y[1].1 ElementCountChanges")]
    [InlineData("Reshape(1, 2, 4), Conv2d(4, 3)", "Y[1].Padding EmptyFeatureMap")]
    [InlineData("Reshape(2, 2, 2), Conv2d(4, 1, Groups = 3)", "Y[1].Groups NotDivisible")]
    [InlineData("Linear(4), Residual", "Y[1].Projection ShapesDiffer")]
    [InlineData("From(nameof(X)), Linear(4), Residual", "Y[2].Projection ShapesDiffer")]
    public void Points_at_the_member_the_attribute_and_the_argument(string operators, string kind) =>
        Assert.Equal([kind], ProblemText.Kinds($"[Input(8)] X [{operators}] Y"));

    [Fact]
    public void What_follows_from_a_mistake_is_silent() => Assert.Equal(
        ["A[0] ShapeMismatch"],
        ProblemText.Kinds("[MSELoss] class Net [Input(8)] X [Conv2d(4, 3), BatchNorm1d, Linear(0), Reshape(9, 9)] A [Softmax(7)] B [From(nameof(A)), Add(nameof(B)), Residual(nameof(X))] Y"));

    [Fact]
    public void Independent_mistakes_are_reported_once_each_in_order() => Assert.Equal(
        ["Y[1].0 UnknownName", "A[0] ShapeMismatch", "B[1].0 ShapeMismatch", "C[1].0 ElementCountChanges"],
        ProblemText.Kinds("""
            [Input(8)] X
            [Conv2d(4, 3), ReLU] A
            [From(nameof(X)), Linear(0), Tanh] B
            [From(nameof(X)), Reshape(5)] C
            [From(nameof(X)), Add(nameof(Missing))] Y
            """));

    [Theory]
    [InlineData("[Input(3, 0, 8)] X", "X[0] ShapeMismatch: [Input] is (3, 0, 8), but every size must be at least 1; the batch is dynamic and not written")]
    [InlineData("[Input(-1, 8)] X", "X[0] ShapeMismatch: [Input] is (-1, 8), but every size must be at least 1; the batch is dynamic and not written")]
    [InlineData("[Input(1, 2, 3, 4, 5)] X", "X[0] ShapeMismatch: [Input] has 5 sizes, but at most four are supported; the batch is dynamic and not written")]
    public void An_input_has_up_to_four_sizes_of_at_least_one(string input, string problem) =>
        Assert.Equal([problem], ProblemText.Of($"{input} [Flatten, Linear(4)] Y"));

    [Theory]
    [InlineData("[Input(100000, 100000)] X [Flatten, Linear(4)] Y", "X[0] ShapeMismatch: [Input] is (100000, 100000), but a sample has fewer than 2,147,483,647 values")]
    [InlineData("[Input(2147483647, 2147483647, 2147483647, 4)] X [ReLU] Y", "X[0] ShapeMismatch: [Input] is (2147483647, 2147483647, 2147483647, 4), but a sample has fewer than 2,147,483,647 values")]
    [InlineData("[Input(50000, 2)] X [Linear(50000), ReLU] Y", "Y[0] ShapeMismatch: [Linear] makes (50000, 50000), but a sample has fewer than 2,147,483,647 values")]
    [InlineData("[Input(1, 1, 8)] X [Conv2d(4, 1, Padding = 2147483647)] Y", "Y[0] ShapeMismatch: [Conv2d] makes (4, 2147483647, 2147483647), but a sample has fewer than 2,147,483,647 values")]
    [InlineData("[Input(2000000000)] X [Concat(nameof(X)), Concat(nameof(X)), Tanh] Y", "Y[0] ShapeMismatch: [Concat] makes (2147483647), but a sample has fewer than 2,147,483,647 values")]
    public void Absurd_sizes_are_reported_and_do_not_wrap_around(string source, string problem) => Assert.Equal([problem], ProblemText.Of(source));

    [Fact]
    public void A_scalar_per_sample_is_an_input_too() => Declare.Sound(Declare.Graph("[Input] X [Tanh, Reshape(1), Linear(4)] Y"));

    [Theory]
    [InlineData("[MSELoss] class Net [Input(8)] X [Linear(4)] Y", "MSELoss")]
    [InlineData("[SGD(0.1), CrossEntropyLoss] class Net [Input(8)] X [Linear(4)] Y", "CrossEntropyLoss")]
    [InlineData("[SGD(0.1)] class Net [Input(8)] X [Linear(4)] Y", null)]
    public void A_loss_stands_on_the_class(string source, string? loss) => Assert.Equal(loss, Declare.Sound(Declare.Graph(source)).Losses.SingleOrDefault()?.Loss.GetType().Name);

    [Fact]
    public void A_loss_that_does_not_fit_is_reported_on_the_class() => Assert.Equal(
        ["class[1] LossMismatch: [CrossEntropyLoss] needs at least two classes, but the output (1) has one"],
        ProblemText.Of("[SGD(0.1), CrossEntropyLoss] class Net [Input(8)] X [Linear(1)] Y").Select(line => line.Split(" [X")[0]));

    [Fact]
    public void A_loss_on_the_class_says_which_of_several_results_it_judges()
    {
        Assert.Equal(
            ["class[0] LossMismatch: [MSELoss] does not say which of 'A', 'B' it judges: name it, as in [MSELoss(nameof(Net.A))]"],
            ProblemText.Of("[MSELoss] class Net [Input(8)] X [Linear(4), Output] A [ReLU, Output] B"));
        Declare.Sound(Declare.Graph("[MSELoss(nameof(Net.B))] class Net [Input(8)] X [Linear(4), Output] A [ReLU, Output] B"));
    }

    [Fact]
    public void Losses_on_class_and_members_add_up()
    {
        var graph = Declare.Sound(Declare.Graph("[MSELoss, SGD(0.1), BCEWithLogitsLoss] class Net [Input(8)] X [Linear(4), Tanh, MSELoss] A [Linear(4)] Y"));
        Assert.Equal(["MSELoss of Y", "BCEWithLogitsLoss of Y", "MSELoss of A"], graph.Losses.Select(loss => $"{loss.Loss.GetType().Name} of {Assert.Single(loss.Values).Name}"));
    }

    [Fact]
    public void A_map_that_was_not_flattened_before_a_Linear_is_the_cause_not_the_loss() => Assert.Equal(
        ["Logits[0] MissingFlatten: [Linear] acts on nothing but the width of the feature map (4, 6, 6), so that the loss gets (4, 6, 10) [Image (1, 8, 8) → Conv2d (4, 6, 6)]; flatten or pool the map first"],
        ProblemText.Of("[CrossEntropyLoss] class Net [Input(1, 8, 8)] Image [Conv2d(4, 3)] Stem [Linear(10)] Logits"));

    [Theory]
    [InlineData("MSELoss")]
    [InlineData("BCEWithLogitsLoss")]
    public void A_Linear_over_the_rows_of_a_map_is_nobodys_mistake_where_no_class_is_to_be_found(string loss) =>
        Declare.Sound(Declare.Graph($"[{loss}] class Net [Input(1, 8, 8)] Image [Conv2d(4, 3)] Stem [Linear(10)] Rows"));

    [Theory]
    [InlineData("[Input(4, DType = DType.Int64)] T [Embedding(9, 3)] E [From(nameof(T)), MSELoss] Y", "Y[1] LossMismatch: [MSELoss] judges real numbers, but 'T' consists of integers")]
    [InlineData("[Input(4, DType = DType.Int64)] T [Embedding(9, 3), Flatten, Linear(4), MSELoss(Target = nameof(T))] Y", "Y[3].Target LossMismatch: [MSELoss] compares real numbers, but its target 'T' consists of integers")]
    [InlineData("[BCEWithLogitsLoss(nameof(Net.T), Target = nameof(Net.Y))] class Net [Input(4, DType = DType.Int64)] T [Embedding(9, 3), Flatten, Linear(4)] Y", "class[0] LossMismatch: [BCEWithLogitsLoss] judges real numbers, but 'T' consists of integers")]
    [InlineData("[TripletMarginLoss(nameof(Net.Y), nameof(Net.T), nameof(Net.Y))] class Net [Input(4, DType = DType.Int64)] T [Embedding(9, 3), Flatten, Linear(4)] Y", "class[0] LossMismatch: [TripletMarginLoss] judges real numbers, but 'T' consists of integers")]
    public void A_loss_does_not_judge_integers(string source, string problem) => Assert.Contains(problem, ProblemText.Of(source));

    [Theory]
    [InlineData("[SGD(0.1), Adam(0.1)]", "class[1] IdleAttribute: [Adam] is a second optimizer beside [SGD], but a model has one: remove one of them")]
    [InlineData("[OneCycleLR, MSELoss, CosineAnnealingLR]", "class[2] IdleAttribute: [CosineAnnealingLR] is a second schedule beside [OneCycleLR], but a model has one: remove one of them")]
    [InlineData("[SGD(0.1), Adam(0.1), AdamW(0.1)]", "class[1] IdleAttribute: [Adam] is a second optimizer beside [SGD], but a model has one: remove one of them", "class[2] IdleAttribute: [AdamW] is a second optimizer beside [SGD], but a model has one: remove one of them")]
    [InlineData("[SGD(0.1), OneCycleLR, ClipGradNorm(1), MSELoss, MSELoss]")]
    // C# rejects these itself.
    [InlineData("[SGD(0.1), SGD(0.2)]")]
    [InlineData("[ClipGradNorm(1), ClipGradNorm(1)]")]
    public void A_model_has_one_optimizer_and_one_schedule(string attributes, params string[] problems)
    {
        var source = $"{attributes} class Net [Input(8)] X [Linear(4)] Y";
        Assert.Equal(problems, ProblemText.Of(source));
        var files = Declare.Files(source);
        Assert.Equal(attributes.Contains("MSELoss, MSELoss") ? 6 : 1, files.Count);
        Assert.All(files, file => Assert.Empty(CodeText.Faults(file.Text)));
    }
}
