using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Api;

/// <summary>The results of training steps, which belong to the model.</summary>
public sealed class OutputTests
{
    [Fact]
    public void LastOutput_is_the_result_of_the_last_step()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        using var twin = new SmallNet();
        twin.train();
        var expected = twin.forward(Ordeal.Images());
        model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        Tensors.Near(expected, model.LastOutput, 1e-5);
        Assert.False(model.LastOutput.requires_grad);
        var second = model.TrainForward(Ordeal.Images()[..2]);
        Assert.Equal([2, 3], model.LastOutput.shape);
        Tensors.Same(second, model.LastOutput);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(15)]
    public void There_may_be_more_results_than_a_tuple_has_elements(int count)
    {
        using var scope = NewDisposeScope();
        var members = string.Join("\n", Enumerable.Range(0, count).Select(i => $"[From(nameof(X)), Scale({i}), Output] public partial Node Y{i} {{ get; }}"));
        foreach (var type in new[] { ScalarType.Float64, ScalarType.BFloat16 })
        {
            dynamic model = Activator.CreateInstance(RuntimeModel.Compile(RuntimeModel.Source("Many", "", "3", members)).GetType("Compiled.Many")!, new DeepDsl.ModelOptions { DType = type })!;
            model.TrainForward(ones([2, 3], type));
            var results = (System.Runtime.CompilerServices.ITuple)model.LastOutput;
            Assert.Equal(Enumerable.Range(0, count).Select(i => (double)i), Enumerable.Range(0, count).Select(i => ((Tensor)results[i]!).to(ScalarType.Float64).mean().item<double>()));
        }
    }

    // Its memory is another after every step.
    [Fact]
    public void LastOutput_of_a_model_that_ends_in_a_convolution_may_be_read_more_than_once()
    {
        using var scope = NewDisposeScope();
        using var model = new PixelNet();
        for (var step = 0; step < 3; step++)
        {
            var image = Tensors.Normal(seed: step, [2 + step % 2, 2, 4, 4]);
            var expected = model.forward(image);
            var first = model.TrainForward(image);
            Tensors.Near(expected, model.LastOutput, 1e-6);
            Tensors.Near(expected, first, 1e-6);
            model.TrainBackward(zeros_like(expected));
            Tensors.Near(expected, model.LastOutput, 1e-6);
            model.TrainStep(image, Tensors.Classes(seed: 1, 3, image.size(0), 4, 4));
            Assert.Equal(expected.shape, model.LastOutput.shape);
        }
    }

    [Fact]
    public void The_caller_may_dispose_what_was_lent()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        using var pixels = new PixelNet();
        for (var step = 0; step < 2; step++)
        {
            model.TrainForward(Ordeal.Images()).Dispose();
            model.LastOutput.Dispose();
            Assert.Equal([5, 3], model.LastOutput.shape);
            model.TrainBackward(zeros(5, 3));
            pixels.TrainForward(zeros(2, 2, 4, 4)).Dispose();
            pixels.LastOutput.Dispose();
            Assert.Equal([2, 3, 4, 4], pixels.LastOutput.shape);
            pixels.TrainBackward(zeros(2, 3, 4, 4));
        }
    }

    [Fact]
    public void Outputs_of_another_batch_size_do_not_outlive_the_memory_they_were_in()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        var small = model.TrainForward(Ordeal.Images());
        model.TrainForward(Tensors.Normal(seed: 1, [500, 2, 6, 6]));
        Assert.True(small.IsInvalid);
    }

    [Fact]
    public void Predict_gives_a_tensor_to_keep()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        var prediction = model.Predict(Ordeal.Images());
        var copy = prediction.clone();
        model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        model.Predict(Ordeal.Images() * 2);
        Tensors.Same(copy, prediction);
        Assert.False(prediction.requires_grad);
    }
}
