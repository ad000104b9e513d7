using DeepDsl;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

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
    public void Refuses_classes_of_another_type() => AssertRefuses("'target' holds Int32, expected Int64.", Ordeal.Targets.to(ScalarType.Int32));

    [Fact]
    public void Refuses_probabilities_instead_of_classes() => AssertRefuses("'target' holds Float32, expected Int64.", zeros(5, 3));

    [Fact]
    public void Refuses_another_number_of_classes() => AssertRefuses("'target' has shape [4], expected [5].", zeros(4, ScalarType.Int64));

    [Fact]
    public void Refuses_classes_with_a_dimension_too_many() => AssertRefuses("'target' has shape [5, 1], expected [5].", zeros(5, 1, ScalarType.Int64));

    [Fact]
    public void Refuses_a_class_that_there_is_not() =>
        AssertRefuses("'target' holds class 3 at position 1, but the model has classes 0 to 2.", tensor(new long[] { 0, 3, 1, 2, 0 }));

    [Fact]
    public void Refuses_a_negative_class() =>
        AssertRefuses("'target' holds class -1 at position 4, but the model has classes 0 to 2.", tensor(new long[] { 0, 0, 1, 2, -1 }));

    [Fact]
    public void Refuses_values_of_another_shape_or_type()
    {
        using var scope = NewDisposeScope();
        using var model = new Regressor();
        AssertRefuses("'target' has shape [5], expected [5, 2].", () => model.TrainStep(zeros(5, 4), zeros(5)));
        AssertRefuses("'target' holds Float64, expected Float32.", () => model.TrainStep(zeros(5, 4), zeros(5, 2, ScalarType.Float64)));
    }

    [Theory]
    [InlineData("CrossEntropyLoss", ScalarType.Float32)]
    [InlineData("CrossEntropyLoss", ScalarType.BFloat16)]
    [InlineData("NLLLoss", ScalarType.Float64)]
    [InlineData("NLLLoss", ScalarType.BFloat16)]
    public void With_several_targets_the_message_says_which_with_kernels_and_without(string classes, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var compiled = RuntimeModel.Compile($$"""
            [Model, AdamW(1e-3)] public partial class Net
            {
                [Input(6)] public partial Node X { get; }
                [Linear(8), Tanh] public partial Node H { get; }
                [Linear(4), LogSoftmax, {{classes}}(IgnoreIndex = -1), Output] public partial Node Kind { get; }
                [From(nameof(H)), Linear(3), LogSoftmax, {{classes}}, Output] public partial Node Colour { get; }
                [From(nameof(H)), Linear(2), MSELoss, Output] public partial Node Size { get; }
                [From(nameof(H)), Linear(2), BCEWithLogitsLoss, Output] public partial Node Answers { get; }
                [From(nameof(H)), Linear(2), Sigmoid, BCELoss, Output] public partial Node Chances { get; }
            }
            """);
        using var model = (Module)Activator.CreateInstance(compiled.GetType("Compiled.Net", throwOnError: true)!, new ModelOptions { DType = type })!;
        var x = Tensors.Normal(seed: 1, [3, 6], type);
        Dictionary<string, Tensor> right = new()
        {
            ["targetKind"] = tensor(new long[] { 3, -1, 0 }), ["targetColour"] = tensor(new long[] { 2, 1, 0 }), ["targetSize"] = zeros([3, 2], type), ["targetAnswers"] = zeros([3, 2], type), ["targetChances"] = zeros([3, 2], type),
        };
        void Refuses(string name, string message, Tensor wrong)
        {
            Tensor[] targets = [.. right.Select(pair => pair.Key == name ? wrong : pair.Value)];
            var refusal = Assert.Throws<ArgumentException>(() => ((dynamic)model).TrainStep(x, targets[0], targets[1], targets[2], targets[3], targets[4]));
            Assert.Equal((name, $"'{name}' {message} (Parameter '{name}')"), (refusal.ParamName, refusal.Message));
        }
        Refuses("targetKind", "holds Int32, expected Int64.", right["targetKind"].to(ScalarType.Int32));
        Refuses("targetKind", "has shape [3, 1], expected [3].", right["targetKind"].unsqueeze(1));
        Refuses("targetKind", "holds class 4 at position 2, but the model has classes 0 to 3.", tensor(new long[] { 3, -1, 4 }));
        Refuses("targetColour", "holds class -1 at position 1, but the model has classes 0 to 2.", tensor(new long[] { 2, -1, 7 }));
        Refuses("targetColour", $"holds {type}, expected Int64.", zeros([3], type));
        foreach (var name in right.Keys.Skip(2))
        {
            Refuses(name, "has shape [3], expected [3, 2].", zeros([3], type));
            Refuses(name, $"holds Int64, expected {type}.", zeros([3, 2], ScalarType.Int64));
        }
        Tensor[] all = [.. right.Values];
        Assert.True(float.IsFinite(((dynamic)model).TrainStep(x, all[0], all[1], all[2], all[3], all[4])));
    }

    [Fact]
    public void A_position_is_counted_over_maps()
    {
        using var scope = NewDisposeScope();
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            using var model = new PixelNet(new() { DType = type });
            var target = zeros([2, 4, 4], ScalarType.Int64);
            target[1, 2, 3] = 3;
            AssertRefuses("'target' holds class 3 at position 27, but the model has classes 0 to 2.", () => model.TrainStep(zeros([2, 2, 4, 4], type), target));
        }
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
