using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Survival;

/// <summary>Changes of data type and device.</summary>
public sealed class TypeTests
{
    [Theory]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Bool)]
    public void A_type_that_cannot_learn_is_named(ScalarType type) =>
        Assert.Contains($"'SmallNet' cannot compute in {type}", Assert.Throws<ArgumentException>(() => new SmallNet(new() { DType = type })).Message, StringComparison.Ordinal);

    [Fact]
    public void Survives_to_float64() => Ordeal.Survives(model =>
    {
        model.to(ScalarType.Float64);
        AssertIsWhole(model, ScalarType.Float64);
    });

    [Fact]
    public void Survives_to_float64_and_back() => Ordeal.Survives(model =>
    {
        model.to(ScalarType.Float64);
        model.to(ScalarType.Float32);
        AssertIsWhole(model, ScalarType.Float32);
    });

    [Fact]
    public void Survives_training_in_float64_and_back() => Ordeal.Survives(model =>
    {
        model.to(ScalarType.Float64);
        model.ComputeGradients(Ordeal.Images(ScalarType.Float64), Ordeal.Targets);
        model.to(ScalarType.Float32);
    });

    [Fact]
    public void Survives_double() => Ordeal.Survives(model =>
    {
        model.@double();
        AssertIsWhole(model, ScalarType.Float64);
    });

    [Fact]
    public void Survives_to_float64_from_inside_Sequential() => Ordeal.Survives(model =>
    {
        nn.Sequential(model).to(ScalarType.Float64);
        AssertIsWhole(model, ScalarType.Float64);
    });

    [Fact]
    public void Survives_to_the_device_and_type_it_has() => Ordeal.Survives(model =>
    {
        var parameters = model.parameters().ToArray();
        model.to(CPU);
        model.to(CPU, ScalarType.Float32);
        model.cpu();
        model.@float();
        // An optimizer made before must still find its parameters.
        Assert.Equal(parameters.Select(parameter => parameter.Handle), model.parameters().Select(parameter => parameter.Handle));
        AssertIsWhole(model, ScalarType.Float32);
    });

    [Fact]
    public void Gradients_of_a_forward_pass_do_not_outlive_a_change_of_type()
    {
        using var model = new SmallNet();
        model.TrainForward(Ordeal.Images());
        model.@double();
        Assert.Throws<InvalidOperationException>(() => model.LastOutput);
        Assert.Throws<InvalidOperationException>(() => model.TrainBackward(zeros(5, 3, ScalarType.Float64)));
    }

    [Fact]
    public void Starts_in_float64_with_the_values_it_has_in_float32()
    {
        using var scope = NewDisposeScope();
        using var single = new SmallNet();
        using var twice = new SmallNet(new() { DType = ScalarType.Float64 });
        AssertIsWhole(twice, ScalarType.Float64);
        Tensors.Same(single.State.Values, twice.State.Values.to(ScalarType.Float32));
    }

    [Fact]
    public void A_copy_has_the_type_that_the_model_was_moved_to()
    {
        using var model = new SmallNet();
        model.@double();
        using var copy = model.Clone();
        AssertIsWhole(copy, ScalarType.Float64);
        Tensors.Same(model.State.Values, copy.State.Values);
    }

    // Parameters and gradients are views into the flat buffers, and everything has the type.
    private static void AssertIsWhole(SmallNet model, ScalarType type)
    {
        Assert.All(model.parameters(), parameter => Assert.Equal(type, parameter.dtype));
        Assert.All(model.parameters(), parameter => Assert.Equal(type, parameter.grad!.dtype));
        Assert.All(model.buffers(), buffer => Assert.Equal(buffer.is_floating_point() ? type : ScalarType.Int64, buffer.dtype));
        using var quiet = no_grad();
        model.State.Values.add_(1).sub_(1);
        using var sum = model.State.Values.sum();
        Assert.Equal(model.parameters().Sum(parameter => parameter.to(ScalarType.Float64).sum().item<double>()), sum.to(ScalarType.Float64).item<double>(), 1e-3);
    }
}
