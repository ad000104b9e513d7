using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Api;

/// <summary>Inputs and targets: those that are refused, by an exception that names them, and unusual ones that are not.</summary>
public sealed class InputTests
{
    private static readonly Dictionary<string, Action<SmallNet, Tensor>> Calls = new()
    {
        ["Predict"] = (model, image) => model.Predict(image),
        ["TrainStep"] = (model, image) => model.TrainStep(image, Ordeal.Targets),
        ["ComputeGradients"] = (model, image) => model.ComputeGradients(image, Ordeal.Targets),
        ["TrainForward"] = (model, image) => model.TrainForward(image),
    };

    public static TheoryData<string> Names { get; } = [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_null(string call) =>
        Assert.Equal("image", Refused<ArgumentNullException>(call, null!).ParamName);

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_a_disposed_image(string call)
    {
        var image = Ordeal.Images();
        image.Dispose();
        var refusal = Refused<ObjectDisposedException>(call, image);
        Assert.Equal("image", refusal.ObjectName);
        Assert.StartsWith("The tensor 'image' was disposed before the call.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_another_type(string call) =>
        AssertRefuses("'image' holds Float64, but the model computes in Float32.", call, Ordeal.Images(ScalarType.Float64));

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_another_device(string call) =>
        AssertRefuses("'image' is on meta, but the model is on ", call, zeros([5, 2, 6, 6], device: META));

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_another_shape(string call) =>
        AssertRefuses("'image' has shape [5, 2, 6, 7], expected [", call, zeros(5, 2, 6, 7));

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_another_number_of_dimensions(string call)
    {
        AssertRefuses("'image' has shape [2, 6, 6], expected [", call, zeros(2, 6, 6));
        AssertRefuses("'image' has shape [5, 2, 36], expected [", call, zeros(5, 2, 36));
        AssertRefuses("'image' has shape [], ", call, tensor(1f));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_step_needs_a_sample_and_Predict_does_not(string call)
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        if (call == "Predict")
            Assert.Equal([0, 3], model.Predict(zeros(0, 2, 6, 6)).shape);
        else
            AssertRefuses("'image' has shape [0, 2, 6, 6], but needs a batch of at least one sample as its first dimension.", call, zeros(0, 2, 6, 6));
    }

    [Fact]
    public void An_image_of_another_shape_costs_no_memory()
    {
        using var model = new SmallNet();
        Assert.Throws<ArgumentException>(() => model.TrainStep(zeros(100_000, 1), zeros(100_000, ScalarType.Int64)));
        Assert.InRange(model.State.ArenaBytes, 0, 1 << 20);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_of_an_images_elements_in_memory_does_not_matter(string call)
    {
        using var scope = NewDisposeScope();
        var image = Ordeal.Images();
        var channelsLast = image.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        var transposed = image.transpose(2, 3).contiguous().transpose(2, 3);
        var everyOther = cat([image, zeros_like(image)], 1).reshape(5, 2, 2, 6, 6).transpose(1, 2).reshape(10, 2, 6, 6)[..];
        var expanded = image[..1].expand(5, 2, 6, 6);
        foreach (var other in new[] { channelsLast, transposed, everyOther, expanded, image.flip(0), image[1..], image.requires_grad_(true) })
        {
            using var model = new SmallNet();
            using var plain = new SmallNet();
            var targets = Tensors.Classes(seed: 1, 3, other.size(0));
            Assert.Equal(plain.TrainStep(other.detach().clone().contiguous(), targets), model.TrainStep(other, targets));
            Tensors.Same(plain.State.Values, model.State.Values, call);
            Tensors.Near(plain.Predict(other.detach().clone().contiguous()), model.Predict(other), 1e-6);
        }
    }

    private static void AssertRefuses(string message, string call, Tensor image)
    {
        var refusal = Refused<ArgumentException>(call, image);
        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal("image", refusal.ParamName);
    }

    private static TException Refused<TException>(string call, Tensor image)
        where TException : Exception
    {
        using var model = new SmallNet();
        var refusal = Assert.Throws<TException>(() => Calls[call](model, image));
        // It is none the worse for it.
        using var spared = new SmallNet();
        Ordeal.AssertIsRight(model, spared);
        return refusal;
    }
}
