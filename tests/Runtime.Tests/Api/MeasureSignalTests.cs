using DeepDsl;
using DeepDsl.Models;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Api;

/// <summary>What a pass leaves in every layer, measured.</summary>
public sealed class MeasureSignalTests
{
    private static readonly System.Reflection.Assembly Compiled = RuntimeModel.Compile("""
        [Block] public partial class Layer
        {
            [Input] public partial Node X { get; }
            public int Width => X.Features;
            [Linear(nameof(Width)), Tanh, Dropout(0.25), Linear(nameof(Width)), Residual(nameof(X))] public partial Node Y { get; }
        }
        [Model, CrossEntropyLoss, SGD(0.1)] public partial class Net
        {
            [Input(2, 6, 6)] public partial Node Image { get; }
            [Conv2d(5, 3), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stem { get; }
            [Flatten, Use<Layer>(Repeat = 3)] public partial Node Body { get; }
            [Linear(4)] public partial Node Logits { get; }
        }
        """);

    [Fact]
    public void Second_moments_are_those_of_the_portable_path()
    {
        using var scope = NewDisposeScope();
        using dynamic model = Create(ScalarType.Float64);
        var (image, target) = Batch(ScalarType.Float64);
        var measured = ((SignalMeasurement)model.MeasureSignal(image, target)).Layers.ToDictionary(layer => layer.Name, layer => layer.SecondMoment);

        var state = ((nn.Module)model).state_dict();
        var conv = nn.functional.conv2d(image, state["stem.conv.weight"], state["stem.conv.bias"]);
        Check("StemConv", conv);
        var norm = nn.functional.batch_norm(conv, state["stem.norm.running_mean"].clone(), state["stem.norm.running_var"].clone(), state["stem.norm.weight"], state["stem.norm.bias"], training: true);
        Check("StemReLU", norm.relu());
        var stem = nn.functional.max_pool2d(norm.relu(), 2);
        Check("Stem", stem);
        Check("BodyFlatten", stem);
        var linear = nn.functional.linear(stem.flatten(1), state["body.layer.0.y.linear.weight"], state["body.layer.0.y.linear.bias"]);
        Check("Body0.YTanh", linear.tanh());

        void Check(string name, Tensor value) => Assert.Equal(value.square().mean().item<double>(), measured[name], 1e-12);
    }

    [Fact]
    public void Every_value_and_every_parameter_has_a_row()
    {
        using var scope = NewDisposeScope();
        using dynamic model = Create(ScalarType.Float32);
        var (image, target) = Batch(ScalarType.Float32);
        var measured = (SignalMeasurement)model.MeasureSignal(image, target);
        var summary = (ModelSummary)Compiled.GetType("Compiled.Net")!.GetProperty("Summary")!.GetValue(null)!;
        // What a kernel goes on with at once is never written.
        string[] fused = ["StemNorm", "Body0.YLinear", "Body1.YLinear", "Body2.YLinear"];
        Assert.Equal(summary.Layers.Select(layer => layer.Name).Except(fused), measured.Layers.Select(layer => layer.Name));
        Assert.All(measured.Layers, layer => Assert.True(layer.SecondMoment > 0, layer.Name));
        var parameters = ((nn.Module)model).named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        Assert.Equal(parameters.Keys.Order(StringComparer.Ordinal), measured.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        Assert.All(measured.Parameters, parameter => Assert.Equal(parameters[parameter.Name].grad!.norm().to(ScalarType.Float64).item<double>(), parameter.GradientNorm, 1e-5));
        Assert.All(measured.Parameters, parameter => Assert.Equal(parameters[parameter.Name].dim() > 1, parameter.IsWeight));
        Assert.Contains("Body2.YLinear2", measured.ToString());
    }

    [Fact]
    public void Training_goes_on_as_if_nobody_had_measured()
    {
        using var scope = NewDisposeScope();
        using dynamic model = Create(ScalarType.Float32);
        using dynamic undisturbed = Create(ScalarType.Float32);
        var (image, target) = Batch(ScalarType.Float32);
        for (var step = 0; step < 3; step++)
        {
            Assert.Equal((float)undisturbed.TrainStep(image, target), (float)model.TrainStep(image, target));
            var arena = (long)model.State.ArenaBytes;
            Assert.Equal((double)((SignalMeasurement)model.MeasureSignal(image, target)).Loss, (double)((SignalMeasurement)model.MeasureSignal(image, target)).Loss);
            Assert.Equal(arena, (long)model.State.ArenaBytes);
            Assert.Throws<InvalidOperationException>(() => model.LastOutput);
        }
        var (mine, theirs) = (((nn.Module)model).state_dict(), ((nn.Module)undisturbed).state_dict());
        Assert.All(mine, pair => Assert.True(pair.Value.equal(theirs[pair.Key]).all().item<bool>(), pair.Key));
    }

    [Fact]
    public void Needs_the_kernels()
    {
        using var scope = NewDisposeScope();
        using dynamic model = Create(ScalarType.BFloat16);
        var (image, target) = Batch(ScalarType.BFloat16);
        var error = Assert.Throws<InvalidOperationException>(() => { model.MeasureSignal(image, target); });
        Assert.StartsWith("MeasureSignal reads the values of the generated kernels, which run on the CPU in Float32 or Float64, but the model is on cpu in BFloat16.", error.Message);
    }

    private static object Create(ScalarType type) => RuntimeModel.Create(Compiled, "Net", new() { DType = type, Seed = 3 });

    private static (Tensor, Tensor) Batch(ScalarType type) => (Tensors.Normal(1, [7, 2, 6, 6]).to(type), Tensors.Classes(2, 4, 7));
}
