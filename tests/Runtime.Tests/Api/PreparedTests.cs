using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Api;

/// <summary>Inference with weights that are prepared once: what it computes, and that it prepares them again where they have changed.</summary>
public sealed class PreparedTests
{
    private static readonly (string Input, string Operators)[] Cases =
    [
        ("3, 9, 8", "Conv2d(24, 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(40, 3), BatchNorm2d, GELU"),
        ("16, 7, 7", "Conv2d(16, 3, Padding = 1, Groups = 16, Bias = false), BatchNorm2d, SiLU, Conv2d(32, 1, Bias = false), BatchNorm2d(Affine = false)"),
        ("12, 9, 9", "Conv2d(18, [3, 1], Stride = new[] { 2, 1 }, Padding = new[] { 1, 0 }, Dilation = 2, Groups = 3), BatchNorm2d(Eps = 0.1), Tanh"),
        ("8, 6, 6", "Conv2d(8, 3, Padding = 1), BatchNorm2d, Residual(nameof(X)), ReLU"),
        ("8, 6, 6", "Conv2d(8, 3, Padding = 1), Add(nameof(X)), GELU"),
        ("8, 1, 1", "Conv2d(8, 1, Bias = false), BatchNorm2d, Residual(nameof(X)), ReLU"),
        ("1, 13, 12", "Conv2d(32, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2), Conv2d(20, 3), GELU, MaxPool2d(3, Stride = 1, Padding = 1), Tanh"),
        ("3, 15, 9", "Conv2d(10, 5, Stride = 2, Padding = 2), MaxPool2d(3, Stride = 2, Padding = 1), SiLU"),
        ("3, 6, 6", "Conv2d(16, 3), LeakyReLU, MaxPool2d([2, 4])"),
        ("6, 9", "Conv1d(8, 3), ReLU, MaxPool1d(2)"),
        ("6, 11", "Conv1d(10, 3), BatchNorm1d, ReLU"),
        ("300", "Linear(600), BatchNorm1d, ReLU, Linear(300), BatchNorm1d(Affine = false), Residual(nameof(X)), Tanh"),
        ("8, 256", "Linear(520), GELU, Linear(256), Residual(nameof(X))"),
        ("512", "Linear(520, Bias = false), Sigmoid"),
    ];

    [Theory]
    [InlineData(ScalarType.Float32, 2e-5)]
    [InlineData(ScalarType.Float64, 1e-12)]
    public void Computes_what_evaluation_does(ScalarType type, double tolerance)
    {
        var assembly = RuntimeModel.Compile(string.Join("\n", Cases.Select((row, i) => RuntimeModel.Source($"Net{i}", "", row.Input, $"[{row.Operators}] public partial Node Y {{ get; }}"))));
        for (var i = 0; i < Cases.Length; i++)
        {
            using var scope = NewDisposeScope();
            using var model = RuntimeModel.Create(assembly, $"Net{i}", new() { DType = type });
            Scatter(model, seed: i);
            model.eval();
            long[] shape = [.. Cases[i].Input.Split(',').Select(size => long.Parse(size))];
            // One row, many and one again want the weights in different ways.
            foreach (var batch in new[] { 1, 40, 1, 3, 40 })
            {
                var x = Tensors.Normal(seed: batch, [batch, .. shape], type);
                Tensors.Near(model.forward(x), model.Predict(x), tolerance, $"[{Cases[i].Operators}] for {batch}");
            }
        }
    }

    [Fact]
    public void Sees_a_single_element_that_has_changed()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        var weight = model.get_parameter("hidden.linear.weight")!;
        var norm = model.get_buffer("stem.norm.running_var")!;
        foreach (var write in (Action[])[() => weight[3, 5] = 2, () => norm[2] = 9])
        {
            var before = model.Predict(Ordeal.Images());
            using (no_grad())
                write();
            Assert.True(Tensors.Difference(before, model.Predict(Ordeal.Images())) > 1e-6);
        }
    }

    [Fact]
    public void Sees_a_file_that_a_module_around_it_loads()
    {
        using var scope = NewDisposeScope();
        using var file = new MemoryStream();
        using var saved = nn.Sequential(("net", new SmallNet(new() { Seed = 4 })));
        saved.save(file);
        var model = new SmallNet();
        using var loaded = nn.Sequential(("net", model));
        model.Predict(Ordeal.Images());
        // Saving closes the stream.
        loaded.load(new MemoryStream(file.ToArray()));
        Tensors.Same(((SmallNet)saved.children().Single()).Predict(Ordeal.Images()), model.Predict(Ordeal.Images()));
    }

    [Fact]
    public void Is_counted_and_freed()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        Assert.Equal(0, model.State.PreparedBytes);
        model.Predict(Ordeal.Images());
        var bytes = model.State.PreparedBytes;
        Assert.InRange(bytes, 1, 2 * sizeof(float) * model.parameters().Sum(parameter => parameter.numel()));
        for (var i = 0; i < 5; i++)
        {
            model.TrainStep(Ordeal.Images(), Ordeal.Targets);
            model.Predict(Ordeal.Images());
            Assert.Equal(bytes, model.State.PreparedBytes);
        }
        model.@double();
        Assert.Equal(0, model.State.PreparedBytes);
    }

    // Away from where biases are zero and statistics are those of nothing.
    private static void Scatter(nn.Module model, int seed)
    {
        using var quiet = no_grad();
        using var generator = new Generator((ulong)seed);
        foreach (var (_, parameter) in model.named_parameters())
            parameter.add_(randn(parameter.shape, dtype: parameter.dtype, generator: generator) * 0.1);
        foreach (var (_, buffer) in model.named_buffers().Where(pair => pair.buffer.is_floating_point()))
            buffer.add_(rand(buffer.shape, dtype: buffer.dtype, generator: generator));
    }
}
