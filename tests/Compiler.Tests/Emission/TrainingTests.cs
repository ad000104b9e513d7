namespace Compiler.Tests.Emission;

/// <summary>What a model offers for training, by its loss, its optimizer, its inputs and its results.</summary>
public sealed class TrainingTests
{
    private const string Body = "[Input(8)] X [Linear(4)] Y";

    [Fact]
    public void With_loss_and_optimizer_it_trains_by_itself()
    {
        var model = Generated.Of($"[MSELoss, SGD(0.1)] class Net {Body}");
        Assert.Contains("partial class Net : Model<Tensor, Tensor>, ISupervisedModel", model.Parameters);
        Assert.Contains("public float TrainStep(Tensor x, Tensor target)", model.Training);
        Assert.Contains("public float ComputeGradients(Tensor x, Tensor target, bool accumulate = false, bool parameters = true, Tensor? gradX = null)", model.Training);
    }

    // ISupervisedModel promises TrainStep.
    [Fact]
    public void With_a_loss_alone_it_computes_gradients()
    {
        var model = Generated.Of($"[MSELoss] class Net {Body}");
        Assert.Contains("partial class Net : Model<Tensor, Tensor>\n", model.Parameters);
        Assert.DoesNotContain("TrainStep", model.Training);
        Assert.Contains("public float ComputeGradients(Tensor x, Tensor target, bool accumulate = false, bool parameters = true, Tensor? gradX = null)", model.Training);
    }

    [Theory]
    [InlineData("[SGD(0.1)] class Net ")]
    [InlineData("")]
    public void Without_a_loss_it_has_forward_and_backward(string header)
    {
        var model = Generated.Of(header + Body);
        Assert.Contains("partial class Net : Model<Tensor, Tensor>\n", model.Parameters);
        Assert.DoesNotContain("ComputeGradients(", model.Training);
        Assert.Contains("public Tensor TrainForward(Tensor x)", model.Training);
        Assert.Contains("public void TrainBackward(Tensor gradY, bool accumulate = false, bool parameters = true, Tensor? gradX = null)", model.Training);
    }

    // The interface has a parameter for the gradient of the input, and indices have none.
    [Theory]
    [InlineData("[CrossEntropyLoss, SGD(0.1)] class Net [Input(4, DType = DType.Int64)] T [Embedding(9, 3), Flatten, Linear(4)] Y", true)]
    [InlineData("[CrossEntropyLoss] class Net [Input(4, DType = DType.Int64)] T [Embedding(9, 3), Flatten, Linear(4)] Y", false)]
    [InlineData("[MSELoss, SGD(0.1)] class Net [Input(8)] X [Linear(4)] Y", false)]
    public void A_model_of_indices_implements_the_interface_beside_its_own_method(string source, bool isExplicit) =>
        Assert.Equal(isExplicit, Generated.Of(source).Training.Contains("float ISupervisedModel.ComputeGradients(Tensor input, Tensor target, bool accumulate, bool parameters, Tensor? gradInput) => gradInput is null"));

    [Theory]
    [InlineData("GradX", "Tensor x, Tensor gradX2, Tensor target, bool accumulate = false, bool parameters = true, Tensor? gradX = null, Tensor? gradGradX = null")]
    [InlineData("Backward", "Tensor x, Tensor backwardInput, Tensor target, bool accumulate = false, bool parameters = true, Tensor? gradX = null, Tensor? gradBackward = null")]
    [InlineData("All", "Tensor x, Tensor allInput, Tensor target, bool accumulate = false, bool parameters = true, Tensor? gradX = null, Tensor? gradAll = null")]
    public void An_input_gives_way_to_what_stands_beside_it(string name, string parameters) =>
        Assert.Contains($"public float ComputeGradients({parameters})", Generated.Of($"[MSELoss] class Net [Input(8)] X [Input(8)] {name} [Add(nameof(X)), Linear(4)] Y").Training);

    [Fact]
    public void Several_inputs_and_results_have_a_parameter_and_a_name_each()
    {
        var model = Generated.Of("[Input(8)] Left [Input(4)] Right [From(nameof(Left)), Linear(4), Add(nameof(Right)), Output] Sum [ReLU, Output] Rectified");
        Assert.Contains("partial class Net : Model<Tensor, Tensor, (Tensor Sum, Tensor Rectified)>\n", model.Parameters);
        Assert.Contains("public override (Tensor Sum, Tensor Rectified) forward(Tensor left, Tensor right)", model.Forward);
        Assert.Contains("return (sum, rectified);", model.Forward);
        Assert.Contains("TrainBackward(Tensor gradSum, Tensor gradRectified, bool ", model.Training);
        Assert.Contains(", Tensor? gradLeft = null, Tensor? gradRight = null)", model.Training);
        Assert.Contains("_workspaces.Current.Sum.Tensor, _workspaces.Current.Rectified.Tensor", model.Training);
    }

    // C# has these names for the elements of every tuple, or for its methods.
    [Theory]
    [InlineData("Rest")]
    [InlineData("Item2")]
    [InlineData("Deconstruct")]
    public void A_result_whose_name_a_tuple_has_for_itself_is_an_element_without_a_name(string name) =>
        Assert.Contains("(Tensor, Tensor Item2x) forward(Tensor x)", Generated.Of($"[Input(8)] X [Linear(4), Output] {name} [ReLU, Output] Item2x").Forward);

    [Fact]
    public void A_result_bears_the_name_of_the_member_that_is_marked()
    {
        var model = Generated.Of("[Input(8)] X [Linear(4)] A [From(nameof(A)), Output] B [From(nameof(A)), ReLU, Output] C");
        Assert.Contains("(Tensor B, Tensor C) forward(Tensor x)", model.Forward);
    }

    [Fact]
    public void Steps_are_made_on_condition_and_memory_is_given_back()
    {
        var training = Generated.Of("[Input(3, 8, 8)] X [Conv2d(4, 3), GELU] A [Flatten, Linear(4)] Y").Training;
        Assert.Contains("        if (parameters) LinearKernel.BackwardParameters(", training);
        Assert.Contains("        LinearKernel.BackwardInput(", training);
        Assert.Contains("        if (wantsGradX) ConvolutionKernel.BackwardInput(", training);
        Assert.Equal(1, training.Split("w.AConv.Release();").Length - 1);
    }

    [Fact]
    public void An_input_without_influence_has_a_gradient_of_zero()
    {
        var training = Generated.Of("[Input(8)] X [Input(4)] Z [From(nameof(X)), Linear(4)] Y").Training;
        Assert.Contains("gradZ?.fill_(0);", training);
        Assert.Contains("w.GradX.Store(gradX, nameof(gradX));", training);
    }

    [Fact]
    public void Neither_path_computes_what_no_result_needs()
    {
        var model = Generated.Of("[Input(8)] X [Linear(4), BatchNorm1d] Dead [From(nameof(X)), Linear(4)] Y");
        Assert.DoesNotContain("dead", model.Forward);
        Assert.DoesNotContain("Dead", model.Training);
        // Its parameters exist all the same.
        Assert.Contains("\"dead.linear.weight\"", model.Parameters);
    }

    [Theory]
    [InlineData("SGD(0.1, Momentum = 0.9, Nesterov = true)", "optimizer: new global::DeepDsl.Training.SGD(new SGDAttribute(0.1) { Momentum = 0.9, Nesterov = true })")]
    [InlineData("AdamW", "optimizer: new global::DeepDsl.Training.AdamW(new AdamWAttribute())")]
    [InlineData("Adam(1e-4, Eps = 1e-12)", "optimizer: new global::DeepDsl.Training.Adam(new AdamAttribute(0.0001) { Eps = 1e-12 })")]
    [InlineData("SGD(1), OneCycleLR(TotalSteps = 100, AnnealStrategy = AnnealStrategy.Linear)",
        "schedule: new global::DeepDsl.Training.OneCycleLR(new OneCycleLRAttribute() { TotalSteps = 100, AnnealStrategy = AnnealStrategy.Linear })")]
    [InlineData("SGD(1), ClipGradNorm(0.5)", "clipping: new global::DeepDsl.Training.ClipGradNorm(new ClipGradNormAttribute(0.5))")]
    [InlineData("SGD(1), ClipGradNorm(double.PositiveInfinity)", "clipping: new global::DeepDsl.Training.ClipGradNorm(new ClipGradNormAttribute(double.PositiveInfinity))")]
    public void Optimizer_schedule_and_clipping_are_made_from_the_very_attributes(string attributes, string text)
    {
        using var _ = Culture.Polish();
        Assert.Contains(text, Generated.Of($"[{attributes}] class Net {Body}").Parameters);
    }

    [Fact]
    public void Numbers_are_written_for_a_compiler_and_not_for_a_reader_of_Polish()
    {
        const string source = """
            [CrossEntropyLoss(LabelSmoothing = 0.1), SGD(0.5)] class Net
            [Input(3, 8, 8)] X
            [LeakyReLU(0.25), Softmax(-3), Concat(nameof(X), Dim = -1), Flatten, Dropout(0.5), Linear(4)] Y
            """;
        var expected = Generated.Of(source);
        using var _ = Culture.Polish();
        Assert.Equal(expected, Generated.Of(source));
    }
}
