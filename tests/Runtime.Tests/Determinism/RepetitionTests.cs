using DeepDsl;
using DeepDsl.Models;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Determinism;

/// <summary>The same seed gives the same bits.</summary>
public sealed class RepetitionTests
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Fifty_steps_give_the_same_bits_twice(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var first = Trained(new SmallNet(new() { DType = type }));
        using var second = Trained(new SmallNet(new() { DType = type }));
        AssertSame(first, second);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.BFloat16)]
    public void Fifty_steps_with_dropout_give_the_same_bits_twice(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var first = Trained(new DropoutNet(new() { DType = type }));
        // What others draw from the global generator in between does not matter.
        using var others = Tensors.Normal(1, [100]);
        using var second = Trained(new DropoutNet(new() { DType = type }));
        AssertSame(first, second);
    }

    [Fact]
    public void Batches_of_other_sizes_before_leave_the_same_bits()
    {
        using var scope = NewDisposeScope();
        using var plain = new SmallNet();
        using var used = new SmallNet();
        // Memory that was used for other batches is full of other values.
        used.TrainForward(Tensors.Normal(seed: 1, [64, 2, 6, 6]) * 1e6);
        used.TrainForward(Tensors.Normal(seed: 1, [3, 2, 6, 6]) * 1e6);
        used.CopyParametersFrom(plain);
        AssertSame(Trained(plain), Trained(used));
    }

    [Fact]
    public void Another_seed_gives_other_parameters_and_other_masks()
    {
        using var scope = NewDisposeScope();
        using var first = new DropoutNet();
        using var second = new DropoutNet(new() { Seed = 1 });
        Assert.True(Tensors.Difference(first.State.Values, second.State.Values) > 0);
        second.CopyParametersFrom(first);
        var (one, other) = (first.TrainForward(Ordeal.Images()), second.TrainForward(Ordeal.Images()));
        Assert.True(Tensors.Difference(one, other) > 0);
    }

    [Fact]
    public void Every_step_draws_masks_of_its_own()
    {
        using var scope = NewDisposeScope();
        using var model = new DropoutNet();
        var first = model.TrainForward(Ordeal.Images()).clone();
        Assert.True(Tensors.Difference(first, model.TrainForward(Ordeal.Images())) > 0);
        model.State.Draws.Step = 0;
        Tensors.Same(first, model.TrainForward(Ordeal.Images()));
    }

    private static TModel Trained<TModel>(TModel model)
        where TModel : Model<Tensor, Tensor>, ISupervisedModel
    {
        for (var step = 0; step < 50; step++)
            model.TrainStep(Tensors.Normal(step, [5, 2, 6, 6], model.State.Type), Ordeal.Targets);
        return model;
    }

    private static void AssertSame(nn.Module expected, nn.Module actual)
    {
        foreach (var ((name, value), other) in expected.state_dict().Zip(actual.state_dict().Values))
            Tensors.Same(value, other, name);
    }
}
