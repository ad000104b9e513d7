using DeepDsl;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;

namespace Runtime.Tests.Composition;

/// <summary>Published architectures: their parameter counts and result shapes, known at compile time.</summary>
public sealed class ArchitectureTests
{
    [Theory]
    [InlineData(Architectures.ResNet, "ResNet18", 11_689_512)]
    [InlineData(Architectures.ResNet, "ResNet50", 25_557_032)]
    [InlineData(Architectures.Vgg, "Vgg16Bn", 138_365_992)]
    [InlineData(Architectures.DenseNet, "DenseNet121", 7_978_856)]
    public void Has_the_published_number_of_parameters(string source, string name, long parameters)
    {
        var summary = (ModelSummary)RuntimeModel.Compile(source).GetType($"Compiled.{name}", throwOnError: true)!.GetProperty("Summary")!.GetValue(null)!;
        Assert.Equal(parameters, summary.Parameters);
        Assert.Equal("(1000)", summary.Layers[^1].OutputShape);
    }

    [Theory]
    [InlineData(Architectures.ResNet, "ResNet18")]
    [InlineData(Architectures.ResNet, "ResNet50")]
    [InlineData(Architectures.DenseNet, "DenseNet121")]
    public void Trains_like_autograd_at_reduced_size(string source, string name)
    {
        var small = source.Replace("224, 224", "32, 32").Replace("64, 7,", "8, 7,").Replace("(64,", "(8,").Replace("(128,", "(12,").Replace("(256,", "(16,").Replace("(512,", "(20,").Replace("1000", "10")
            .Replace("Layer>(32, Repeat = 6)", "Layer>(4, Repeat = 2)").Replace("Layer>(32, Repeat = 12)", "Layer>(4, Repeat = 2)").Replace("Layer>(32, Repeat = 24)", "Layer>(4, Repeat = 2)").Replace("Layer>(32, Repeat = 16)", "Layer>(4, Repeat = 2)");
        using var model = RuntimeModel.Create(RuntimeModel.Compile(small), name, new() { DType = torch.ScalarType.Float64 });
        Assert.InRange(GradientCheck.Run(model, [3, 32, 32], batch: 3), 0, 1e-8);
    }
}
