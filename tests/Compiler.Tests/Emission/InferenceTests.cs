using Compiler.Tests.Harness;

namespace Compiler.Tests.Emission;

/// <summary>The code of inference.</summary>
public sealed class InferenceTests
{
    [Fact]
    public void Normalization_by_running_statistics_takes_the_function_along() => Assert.Contains(
        "w.Y, _yNormRunningMean.Value, _yNormRunningVar.Value, 1e-5, then: new ReLUFunction());",
        Generated.Of("[Input(2, 6, 6)] X [MaxPool2d(2), BatchNorm2d, ReLU] Y").Inference);

    [Theory]
    [InlineData("[Input(2, 6, 6)] X [Conv2d(4, 3), BatchNorm2d, ReLU] Y")]
    [InlineData("[Input(2, 6)] X [Conv1d(4, 3), BatchNorm1d, ReLU] Y")]
    [InlineData("[Input(6)] X [Linear(4), BatchNorm1d, ReLU] Y")]
    public void Weights_take_the_normalization_over(string source)
    {
        var code = Generated.Of(source).Inference;
        Assert.DoesNotContain("BatchNormKernel", code);
        Assert.Contains("w.YPrepared", code.Replace("ConvPrepared", "Prepared").Replace("LinearPrepared", "Prepared"));
        Assert.Contains(", norm: new(_yNormWeight.Value, _yNormBias.Value, _yNormRunningMean.Value, _yNormRunningVar.Value, 1e-5), then: new ReLUFunction());", code);
    }

    [Theory]
    [InlineData("[Input(5, 6)] X [Linear(4), BatchNorm1d] Y")]
    [InlineData("[Input(2, 6, 6)] X [Conv2d(4, 3)] A [BatchNorm2d] B [Add(nameof(A))] Y")]
    [InlineData("[Input(2, 6, 6)] X [Conv2d(4, 3), ReLU, BatchNorm2d] Y")]
    [InlineData("[Input(2, 6, 6)] X [ConvTranspose2d(4, 3), BatchNorm2d] Y")]
    public void Weights_do_not_take_over_what_is_not_theirs(string source)
    {
        var code = Generated.Of(source).Inference;
        Assert.Contains("BatchNormKernel.ForwardFrozen", code);
        Assert.DoesNotContain("norm:", code);
    }

    [Fact]
    public void Maxima_are_taken_where_the_maps_are_made()
    {
        var generated = Generated.Of("[Input(2, 6, 6)] X [Conv2d(4, 3), BatchNorm2d, GELU, MaxPool2d(2), ReLU] Y");
        Assert.DoesNotContain("MaxPoolKernel", generated.Inference);
        Assert.Contains(", then: new GELUFunction(), pool: new((2, 2), (2, 2), (0, 0)), maps: w.YConvMaps); // (4, 2, 2)", generated.Inference);
        Assert.Contains("w.YConvMaps.Release();", generated.Inference);
        // A function behind them is another one.
        Assert.Contains("PointwiseKernel.Forward(w.YMaxPool2d, w.Y, new ReLUFunction());", generated.Inference);
        Assert.DoesNotContain("pool:", generated.Training);
    }

    [Theory]
    [InlineData("[Input(6, 8)] X [Linear(8), MaxPool1d(2)] Y")]
    [InlineData("[Input(6, 8)] X [Conv1d(8, 3), MaxPool1d(2)] Y")]
    [InlineData("[Input(2, 6, 6)] X [Conv2d(2, 3, Padding = 1), Add(nameof(X)), MaxPool2d(2)] Y")]
    [InlineData("[Input(2, 6, 6)] X [BatchNorm2d, MaxPool2d(2)] Y")]
    public void Other_kernels_take_no_maxima(string source) => Assert.Contains("MaxPoolKernel.Forward", Generated.Of(source).Inference);

    [Fact]
    public void The_sum_comes_behind_the_normalization() => Assert.Contains(
        "_yNormRunningVar.Value, 1e-5), then: new ReLUFunction(), plus: w.X);",
        Generated.Of("[Input(4, 6, 6)] X [Conv2d(4, 3, Padding = 1), BatchNorm2d, Residual(nameof(X)), ReLU] Y").Inference);

    [Fact]
    public void Dropout_is_gone()
    {
        var code = Generated.Of("[Input(6)] X [Linear(4), ReLU, Dropout(0.5), Linear(2)] Y").Inference;
        Assert.DoesNotContain("DropoutKernel", code);
        Assert.DoesNotContain("Draws", code);
    }

    [Fact]
    public void Functions_need_not_keep_their_arguments()
    {
        var generated = Generated.Of("[Input(6)] X [Linear(4), GELU] Y");
        Assert.Contains("argument:", generated.Training);
        Assert.DoesNotContain("argument:", generated.Inference);
        Assert.Contains("then: new GELUFunction()", generated.Inference);
    }

    [Fact]
    public void Maxima_need_not_know_where_they_come_from() => Assert.Contains("MaxPoolKernel.Forward(w.X, w.Y, null, ", Generated.Of("[Input(2, 6, 6)] X [MaxPool2d(2)] Y").Inference);

    [Fact]
    public void What_the_loss_alone_looks_at_is_not_computed()
    {
        var generated = Generated.Of("[MSELoss(nameof(B), Target = nameof(X)), SGD(0.1)] class Net [Input(4)] X [Linear(4), Output] A [From(nameof(X)), Linear(4)] B");
        Assert.Contains("// B", generated.Training);
        Assert.DoesNotContain("// B", generated.Inference);
    }

    [Fact]
    public void Memory_is_free_again_as_soon_as_nothing_reads_it()
    {
        const string Source = "[Input(8)] X [Linear(8), Sigmoid] A [Linear(8), Sigmoid] B [Linear(8), Sigmoid] C [Linear(8), Sigmoid] D";
        var plan = DeepDsl.Compiler.ModelCompiler.PlanInference(Declare.Graph(Source));
        Assert.All(plan.Values.Where(value => value.IsPlanned && plan.IsUsed(value)).Select(value => plan.LifetimeOf(plan.OwnerOf(value))), life => Assert.InRange(life.To - life.From, 0, 1));
    }

    [Fact]
    public void Blocks_have_a_method_that_all_alike_share()
    {
        var code = Generated.Of("block Step { [Input] X [Linear(4), ReLU] Y } [Input(4)] A [Use<Step>(Repeat = 3)] B").Inference;
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(code, @"public void Predict\("));
        Assert.Equal(3, System.Text.RegularExpressions.Regex.Count(code, @"_b\d\.Predict\(w\.B\d\);"));
    }
}
