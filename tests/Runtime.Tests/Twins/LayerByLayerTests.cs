using DeepDsl;
using DeepDsl.Models;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Twins;

/// <summary>Parameter counts, output shapes and outputs of published networks, as published, against the same networks by hand.</summary>
public sealed class LayerByLayerTests
{
    [Fact]
    public void LeNet5_equals_its_twin()
    {
        using var model = new LeNet5();
        Compare(model, model.Predict, LeNet5.Summary, 61_706, HandWritten.LeNet5(), [2, 1, 28, 28]);
    }

    [Fact]
    public void AlexNet_equals_its_twin()
    {
        using var model = new AlexNet();
        Compare(model, model.Predict, AlexNet.Summary, 61_100_840, HandWritten.AlexNet(64, 4096, 1000, model.State.Draws), [1, 3, 224, 224]);
    }

    [Fact]
    [Trait("Category", "Heavy")]
    public void Vgg11_with_batch_norm_equals_its_twin()
    {
        using var model = new Vgg11BatchNorm();
        Compare(model, model.Predict, Vgg11BatchNorm.Summary, 132_868_840, HandWritten.Vgg11BatchNorm(64, 4096, 1000, model.State.Draws), [1, 3, 224, 224]);
    }

    private static void Compare(Model<Tensor, Tensor> model, Func<Tensor, Tensor> predict, ModelSummary summary, long parameters, Twin twin, long[] shape)
    {
        using var scope = NewDisposeScope();
        using var _ = twin.Copying(model);
        Assert.Equal(parameters, summary.Parameters);
        Assert.Equal(parameters, model.parameters().Sum(parameter => parameter.numel()));
        var image = Tensors.Normal(seed: 1, shape);
        Tensors.Near(twin.AssertEquals(summary, image), predict(image), 1e-5);
    }
}
