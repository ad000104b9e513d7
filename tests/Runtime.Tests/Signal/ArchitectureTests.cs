using DeepDsl.Compiler.Signal;
using Runtime.Tests.Composition;
using Runtime.Tests.Harness;
using Xunit;

namespace Runtime.Tests.Signal;

/// <summary>Published architectures, which are known to train: predictions find nothing wrong with them.</summary>
public sealed class ArchitectureTests
{
    [Theory]
    [InlineData(Architectures.ResNet, "ResNet18")]
    [InlineData(Architectures.ResNet, "ResNet50")]
    [InlineData(Architectures.Vgg, "Vgg16Bn")]
    [InlineData(Architectures.DenseNet, "DenseNet121")]
    [InlineData(Architectures.MobileNet, "MobileNetV2")]
    [InlineData(Architectures.SqueezeNet, "SqueezeNet11")]
    [InlineData(Architectures.UNet, "UNet")]
    [InlineData(Architectures.Gpt, "Gpt2")]
    public void Gradients_neither_vanish_nor_explode(string source, string name)
    {
        var profile = SignalPropagation.Predict(Analysis.Graph(source, name));
        Assert.InRange(profile.Log10Ratio, -2, 2);
        Assert.InRange(profile.Log10Min, -4, 2);
        Assert.InRange(profile.Log10Max, -3, 2.5);
    }
}
