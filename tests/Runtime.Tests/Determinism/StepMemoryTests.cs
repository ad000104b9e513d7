using DeepDsl.Compiler;
using Runtime.Tests.Composition;
using Runtime.Tests.Harness;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Determinism;

/// <summary>The memory of a step beside what no layout could do without: the largest set of values that are needed at one moment.</summary>
public sealed class StepMemoryTests(ITestOutputHelper output)
{
    private const int Batch = 16;

    // ResNet-20 is the model of the benchmark that holds its memory against that of TorchSharp.
    private const string Small = """
        [Model] public partial class Mlp
        {
            [Input(784)] public partial Node X { get; }
            [Linear(512), ReLU, Linear(512), GELU, Dropout(0.1), Linear(10)] public partial Node Y { get; }
        }
        [Model] public partial class Digits
        {
            [Input(1, 8, 8)] public partial Node X { get; }
            [Conv2d(32, 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(32, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2),
             Conv2d(64, 3, Padding = 1), BatchNorm2d, ReLU, AdaptiveAvgPool2d(1), Flatten, Dropout(0.3), Linear(10)]
            public partial Node Y { get; }
        }
        [Block] public partial class Basic
        {
            [Hyper] public partial int Width { get; }
            [Hyper(1)] public partial int Stride { get; }
            [Input] public partial Node X { get; }
            [Conv2d(nameof(Width), 3, Stride = nameof(Stride), Padding = 1, Bias = false), BatchNorm2d, ReLU, Conv2d(nameof(Width), 3, Padding = 1, Bias = false), BatchNorm2d,
             Residual(nameof(X), Projection = Projection.Conv1x1BatchNorm), ReLU]
            public partial Node Y { get; }
        }
        [Model] public partial class ResNet20
        {
            [Input(3, 32, 32)] public partial Node X { get; }
            [Conv2d(16, 3, Padding = 1, Bias = false), BatchNorm2d, ReLU, Use<Basic>(16, Repeat = 3), Use<Basic>(32, new[] { 2, 1, 1 }), Use<Basic>(64, new[] { 2, 1, 1 }),
             AdaptiveAvgPool2d(1), Flatten, Linear(10)]
            public partial Node Y { get; }
        }
        """;

    [Theory]
    [InlineData(Small, "Mlp", "784")]
    [InlineData(Small, "Digits", "1, 8, 8")]
    [InlineData(Small, "ResNet20", "3, 32, 32")]
    [InlineData(Architectures.UNet, "UNet", "3, 32, 32")]
    [InlineData(Architectures.DenseNet, "DenseNet121", "3, 32, 32")]
    [InlineData(Architectures.MobileNet, "MobileNetV2", "3, 32, 32")]
    public void Is_within_a_tenth_of_the_largest_set_of_values(string source, string name, string input)
    {
        using var scope = NewDisposeScope();
        var small = source.Replace("224, 224", "32, 32").Replace("1000", "10").Replace("Layer>(32, Repeat = 6)", "Layer>(16, Repeat = 3)").Replace("Layer>(32, Repeat = 12)", "Layer>(16, Repeat = 3)")
            .Replace("Layer>(32, Repeat = 24)", "Layer>(16, Repeat = 3)").Replace("Layer>(32, Repeat = 16)", "Layer>(16, Repeat = 3)");
        using var model = RuntimeModel.Create(RuntimeModel.Compile(small), name);
        dynamic loops = model;
        var result = (Tensor)loops.TrainForward(Tensors.Normal(1, [Batch, .. input.Split(',').Select(size => long.Parse(size))]));
        loops.TrainBackward(Tensors.Normal(2, result.shape));
        var (perSample, constant) = ModelCompiler.Plan(Analysis.Graph(small, name)).LargestSet(Batch);
        var (needed, held) = (Batch * perSample + constant, model.State.ArenaBytes + model.State.AdoptedBytes);
        output.WriteLine($"{name}: needs {needed:n0} bytes, holds {model.State.ArenaBytes:n0} in the arena and {model.State.AdoptedBytes:n0} from the library, {(double)held / needed:f3} of it.");
        Assert.InRange(held, needed * 0.99, needed * 1.1);
    }
}
