using DeepDsl;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Api;

/// <summary>Targets of losses and gradients of results that are refused.</summary>
public sealed class TargetTests
{
    [Fact]
    public void Refuses_null()
    {
        using var model = new SmallNet();
        Assert.Equal("target", Assert.Throws<ArgumentNullException>(() => model.TrainStep(Ordeal.Images(), null!)).ParamName);
        model.TrainForward(Ordeal.Images());
        Assert.Equal("gradLogits", Assert.Throws<ArgumentNullException>(() => model.TrainBackward(null!)).ParamName);
    }

    [Fact]
    public void Refuses_a_disposed_target()
    {
        var target = Ordeal.Targets;
        target.Dispose();
        using var model = new SmallNet();
        Assert.Equal("target", Assert.Throws<ObjectDisposedException>(() => model.TrainStep(Ordeal.Images(), target)).ObjectName);
    }

    [Fact]
    public void Refuses_classes_of_another_type() => AssertRefuses("The target holds Int32, expected Int64.", Ordeal.Targets.to(ScalarType.Int32));

    [Fact]
    public void Refuses_probabilities_instead_of_classes() => AssertRefuses("The target holds Float32, expected Int64.", zeros(5, 3));

    [Fact]
    public void Refuses_another_number_of_classes() => AssertRefuses("The target has shape [4], expected [5].", zeros(4, ScalarType.Int64));

    [Fact]
    public void Refuses_classes_with_a_dimension_too_many() => AssertRefuses("The target has shape [5, 1], expected [5].", zeros(5, 1, ScalarType.Int64));

    [Fact]
    public void Refuses_a_class_that_there_is_not() =>
        AssertRefuses("The target holds class 3 at position 1, but the model has classes 0 to 2.", tensor(new long[] { 0, 3, 1, 2, 0 }));

    [Fact]
    public void Refuses_a_negative_class() =>
        AssertRefuses("The target holds class -1 at position 4, but the model has classes 0 to 2.", tensor(new long[] { 0, 0, 1, 2, -1 }));

    [Fact]
    public void Refuses_values_of_another_shape_or_type()
    {
        using var scope = NewDisposeScope();
        using var model = new Regressor();
        AssertRefuses("The target has shape [5], expected [5, 2].", () => model.TrainStep(zeros(5, 4), zeros(5)));
        AssertRefuses("The target holds Float64, expected Float32.", () => model.TrainStep(zeros(5, 4), zeros(5, 2, ScalarType.Float64)));
    }

    [Fact]
    public void Refuses_a_gradient_of_another_shape_or_type()
    {
        using var scope = NewDisposeScope();
        using var model = new Regressor();
        void Refuses(string parameter, string message, Tensor upstream, Tensor? features = null)
        {
            model.TrainForward(zeros(5, 4));
            var refusal = Assert.Throws<ArgumentException>(() => model.TrainBackward(upstream, gradFeatures: features));
            Assert.Equal((parameter, $"{message} (Parameter '{parameter}')"), (refusal.ParamName, refusal.Message));
        }
        Refuses("gradValues", "'gradValues' has shape [4, 2], expected [5, 2].", zeros(4, 2));
        Refuses("gradValues", "'gradValues' holds Float64, but the model computes in Float32.", zeros(5, 2, ScalarType.Float64));
        Refuses("gradFeatures", "'gradFeatures' has shape [4], expected [5, 4].", zeros(5, 2), zeros(4));
    }

    [Fact]
    public void The_order_of_a_targets_elements_in_memory_does_not_matter()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        using var plain = new SmallNet();
        var strided = stack([Ordeal.Targets, Ordeal.Targets], 1).select(1, 0);
        Assert.False(strided.is_contiguous());
        Assert.Equal(plain.TrainStep(Ordeal.Images(), Ordeal.Targets), model.TrainStep(Ordeal.Images(), strided));
        using var regressor = new Regressor();
        using var other = new Regressor();
        var (x, y) = (Tensors.Normal(seed: 1, [5, 4]), Tensors.Normal(seed: 2, [2, 5]).t());
        Assert.Equal(other.TrainStep(x, y.contiguous()), regressor.TrainStep(x, y));
    }

    [Fact]
    public void BatchNorm_refuses_to_train_on_one_value_per_channel()
    {
        using var scope = NewDisposeScope();
        using var model = new BatchNet();
        var refusal = Assert.Throws<ArgumentException>(() => model.TrainStep(zeros(1, 4), zeros(1, 3)));
        Assert.Equal("BatchNorm cannot train on one value per channel: 'ValuesLinear' has shape [1, 3]; use a larger batch.", refusal.Message);
        Assert.Equal(0, model.state_dict()["values.norm.num_batches_tracked"].item<long>());
        Assert.Equal([1, 3], model.Predict(zeros(1, 4)).shape);
        Assert.Throws<InvalidOperationException>(() => model.TrainBackward(zeros(1, 3)));
        model.TrainStep(zeros(2, 4), zeros(2, 3));
    }

    private static void AssertRefuses(string message, Tensor target) => Ordeal.Survives(model => AssertRefuses(message, () => model.TrainStep(Ordeal.Images(), target)));

    private static void AssertRefuses(string message, Action call)
    {
        var refusal = Assert.Throws<ArgumentException>(call);
        Assert.Equal(("target", $"{message} (Parameter 'target')"), (refusal.ParamName, refusal.Message));
    }
}
