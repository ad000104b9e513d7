using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Survival;

/// <summary>Copies and blends of models.</summary>
public sealed class CopyingTests
{
    [Fact]
    public void CopyParametersFrom_takes_parameters_and_running_statistics() => Ordeal.Survives(model =>
    {
        using var other = Trained();
        model.CopyParametersFrom(other);
        foreach (var (name, value) in other.state_dict())
            Tensors.Same(value, model.state_dict()[name], name);
    });

    [Fact]
    public void LerpParametersFrom_moves_a_part_of_the_way() => Ordeal.Survives(model =>
    {
        using var other = Trained();
        var before = Tensors.Snapshot(model);
        model.LerpParametersFrom(other, 0.25);
        foreach (var (name, value) in other.state_dict())
        {
            var expected = value.is_floating_point() ? before[name] + 0.25 * (value - before[name]) : value;
            Tensors.Near(expected, model.state_dict()[name], 1e-6, name);
        }
    });

    [Fact]
    public void Copies_and_blends_cross_types()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet(new() { DType = ScalarType.Float64 });
        using var other = Trained();
        model.CopyParametersFrom(other);
        Tensors.Same(other.State.Values.to(ScalarType.Float64), model.State.Values);
        using var start = new SmallNet();
        model.CopyParametersFrom(start);
        model.LerpParametersFrom(other, 0.5);
        Tensors.Near((start.State.Values + other.State.Values) / 2, model.State.Values, 1e-6);
    }

    [Fact]
    public void Clone_is_independent()
    {
        using var scope = NewDisposeScope();
        using var model = Trained();
        using var copy = model.Clone();
        Tensors.Same(model.State.Values, copy.State.Values);
        Tensors.Same(model.Predict(Ordeal.Images()), copy.Predict(Ordeal.Images()));
        var before = copy.State.Values.clone();
        model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        Tensors.Same(before, copy.State.Values);
        Ordeal.AssertPredictsFromItsParameters(copy);
    }

    [Fact]
    public void Clone_starts_its_optimizer_afresh()
    {
        using var model = Trained();
        using var copy = model.Clone();
        using var fresh = new SmallNet();
        Ordeal.AssertIsRight(copy, fresh);
    }

    [Fact]
    public void Null_is_refused()
    {
        using var model = new SmallNet();
        Assert.Equal("other", Assert.Throws<ArgumentNullException>(() => model.CopyParametersFrom(null!)).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentNullException>(() => model.LerpParametersFrom(null!, 1)).ParamName);
    }

    private static SmallNet Trained()
    {
        var model = new SmallNet(new() { Seed = 7 });
        for (var step = 0; step < 3; step++)
            model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        return model;
    }
}
