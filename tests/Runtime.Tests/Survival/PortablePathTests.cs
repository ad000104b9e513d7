using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using Runtime.Tests.Twins;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Survival;

/// <summary>A type without kernels of its own, which takes the portable path, against the same network by hand.</summary>
public sealed class PortablePathTests
{
    private const ScalarType Half = ScalarType.BFloat16;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Trains_in_bfloat16(bool converted)
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet(new() { DType = converted ? ScalarType.Float32 : Half });
        if (converted)
            model.to(Half);
        using var twin = HandWritten.SmallNet().Copying(model);
        using var optimizer = optim.SGD(twin.Network.parameters(), 0.05, 0.9);
        var images = Ordeal.Images(Half);
        Assert.False(model.State.HasKernels);
        var first = Train(twin, optimizer, images);
        Tensors.Near(first, tensor(model.TrainStep(images, Ordeal.Targets)), 1e-2, "The loss");
        twin.AssertEquals(model, 1e-2);

        for (var step = 0; step < 40; step++)
            model.TrainStep(images, Ordeal.Targets);
        Assert.True(model.ComputeGradients(images, Ordeal.Targets) < first.item<float>() / 2);
        Tensors.Near(Ordeal.Targets, model.Predict(images).argmax(1), 0, "What was learned");
        Assert.Equal((Half, Half), (model.Predict(images).dtype, model.LastOutput.dtype));
    }

    // Flatten would make two samples of an image that is twice as large.
    [Fact]
    public void An_input_of_another_shape_or_type_is_named()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet(new() { DType = Half });
        var (large, other) = (zeros([5, 2, 6, 12], Half), Ordeal.Images());
        foreach (var use in (Func<Tensor, object>[])[model.forward, model.Predict, model.TrainForward, image => model.TrainStep(image, Ordeal.Targets), image => model.ComputeGradients(image, Ordeal.Targets)])
        {
            Assert.Contains("'image' has shape [5, 2, 6, 12], expected [batch, 2, 6, 6]", Assert.Throws<ArgumentException>(() => use(large)).Message, StringComparison.Ordinal);
            Assert.Contains("'image' holds Float32", Assert.Throws<ArgumentException>(() => use(other)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Forward_refuses_what_the_kernels_refuse()
    {
        using var model = new SmallNet();
        Assert.Throws<ArgumentException>(() => model.forward(zeros(5, 2, 6, 12)));
        Assert.Throws<ArgumentException>(() => model.forward(zeros(72)));
    }

    // libtorch would compare every value with every target.
    [Fact]
    public void A_target_of_another_shape_is_named()
    {
        using var scope = NewDisposeScope();
        using var model = new Regressor(new() { DType = Half });
        var error = Assert.Throws<ArgumentException>(() => model.TrainStep(zeros([2, 4], Half), zeros([2], Half)));
        Assert.Contains("'target' has shape [2], expected [2, 2]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_the_same_loops_of_ones_own()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet(new() { DType = Half });
        using var twin = HandWritten.SmallNet().Copying(model);
        var (images, upstream, gradImage) = (Ordeal.Images(Half), Tensors.Normal(seed: 1, [5, 3], Half), zeros([5, 2, 6, 6], Half));
        var leaf = images.clone().requires_grad_(true);
        var output = twin.Network.call(leaf);
        autograd.backward([output], [upstream]);

        Tensors.Near(output, model.TrainForward(images), 1e-2, "The output");
        Tensors.Near(output, model.LastOutput, 1e-2, "The last output");
        model.TrainBackward(upstream, gradImage: gradImage);
        Tensors.Near(leaf.grad!, gradImage, 1e-2, "The gradient of the image");
        foreach (var (expected, (name, parameter)) in twin.Network.parameters().Zip(model.named_parameters()))
            Tensors.Near(expected.grad!, parameter.grad!, 1e-2, name);

        var once = model.State.Gradients.clone();
        model.TrainForward(images);
        model.TrainBackward(upstream, accumulate: true);
        Tensors.Near(2 * once, model.State.Gradients, 1e-2, "The sum of two gradients");
        model.TrainForward(images);
        model.TrainBackward(upstream, parameters: false, gradImage: gradImage);
        Tensors.Near(2 * once, model.State.Gradients, 1e-2, "The gradients that were not asked for");
        model.ZeroGradients();
        Assert.Equal(0, model.State.Gradients.abs().sum().to(ScalarType.Float32).item<float>());
    }

    [Fact]
    public void A_backward_pass_needs_a_forward_pass_of_its_own()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet(new() { DType = Half });
        var upstream = zeros([5, 3], Half);
        Assert.Throws<InvalidOperationException>(() => model.LastOutput);
        Assert.Throws<InvalidOperationException>(() => model.TrainBackward(upstream));
        model.TrainForward(Ordeal.Images(Half));
        model.TrainBackward(upstream);
        Assert.Throws<InvalidOperationException>(() => model.TrainBackward(upstream));
        model.TrainStep(Ordeal.Images(Half), Ordeal.Targets);
        Assert.Throws<InvalidOperationException>(() => model.TrainBackward(upstream));
    }

    [Fact]
    public void The_caller_may_dispose_the_result_of_TrainForward()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet(new() { DType = Half });
        model.TrainForward(Ordeal.Images(Half)).Dispose();
        model.TrainBackward(ones([5, 3], Half));
        Assert.Equal([5, 3], model.LastOutput.shape);
    }

    private static Tensor Train(Twin twin, optim.Optimizer optimizer, Tensor images)
    {
        optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(twin.Network.call(images), Ordeal.Targets);
        loss.backward();
        optimizer.step();
        return loss.to(ScalarType.Float32).detach();
    }
}
