using DeepDsl;
using DeepDsl.Training;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Twins;

/// <summary>Clipping of gradients against <c>clip_grad_norm_</c>.</summary>
public sealed class ClippingTests
{
    [Theory]
    [InlineData(0.01, ScalarType.Float32)]
    [InlineData(0.01, ScalarType.Float64)]
    [InlineData(1e3, ScalarType.Float32)]
    public void Steps_with_clipped_gradients_equal_the_twins(double maxNorm, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var model = new LeNet5(new() { DType = type });
        using var twin = HandWritten.LeNet5();
        twin.Copying(model);
        using var ours = new Updates(new SGD(new(0.1) { Momentum = 0.9 }), null, new ClipGradNorm(new(maxNorm)));
        using var theirs = optim.SGD(twin.Network.parameters(), 0.1, 0.9);
        var (image, target) = (Tensors.Normal(seed: 1, [4, 1, 28, 28], type), Tensors.Classes(seed: 2, 10, 4));
        for (var step = 0; step < 3; step++)
        {
            model.ComputeGradients(image, target);
            ours.Apply(model.State);
            theirs.zero_grad();
            nn.functional.cross_entropy(twin.Network.call(image), target).backward();
            nn.utils.clip_grad_norm_(twin.Network.parameters(), maxNorm);
            theirs.step();
        }
        twin.AssertEquals(model, type == ScalarType.Float64 ? 1e-10 : 1e-6);
    }

    [Fact]
    public void Clipping_leaves_the_gradients_themselves_as_they_are()
    {
        using var scope = NewDisposeScope();
        using var model = new LeNet5();
        using var updates = new Updates(new SGD(new(0.1)), null, new ClipGradNorm(new(1e-3)));
        model.ComputeGradients(Tensors.Normal(seed: 1, [4, 1, 28, 28]), Tensors.Classes(seed: 2, 10, 4));
        var before = model.State.Gradients.clone();
        updates.Apply(model.State);
        Tensors.Same(before, model.State.Gradients);
    }

    [Fact]
    public void Gradients_of_zero_stay_zero()
    {
        using var model = new LeNet5();
        using var updates = new Updates(new SGD(new(0.1)), null, new ClipGradNorm(new(1)));
        using var before = model.State.Values.clone();
        updates.Apply(model.State);
        Tensors.Same(before, model.State.Values);
    }
}
