using DeepDsl;
using DeepDsl.Models;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Twins;

/// <summary>Outputs of a training step and of inference, and the running statistics between them, against the same networks by hand.</summary>
public sealed class TwinOutputTests
{
    [Fact]
    public void LeNet5_computes_what_its_twin_does()
    {
        using var model = new LeNet5();
        Compare(model, model.TrainForward, HandWritten.LeNet5(), [4, 1, 28, 28]);
    }

    [Fact]
    public void A_narrow_AlexNet_computes_what_its_twin_does()
    {
        using var model = new SmallAlexNet();
        Compare(model, model.TrainForward, HandWritten.AlexNet(8, 64, 10, model.State.Draws), [4, 3, 95, 95]);
    }

    [Fact]
    public void A_narrow_Vgg11_with_batch_norm_computes_what_its_twin_does()
    {
        using var model = new SmallVgg11BatchNorm();
        Compare(model, model.TrainForward, HandWritten.Vgg11BatchNorm(8, 64, 10, model.State.Draws), [4, 3, 32, 32]);
    }

    private static void Compare(Model<Tensor, Tensor> model, Func<Tensor, Tensor> train, Twin twin, long[] shape)
    {
        using var scope = NewDisposeScope();
        using var _ = twin.Copying(model);
        var image = Tensors.Normal(seed: 2, shape);
        var trained = train(image).clone();
        twin.Network.train();
        Tensors.Near(twin.Network.call(image), trained, 1e-5, "The output in training mode");
        twin.AssertEquals(model, 1e-5);
        twin.Network.eval();
        Tensors.Near(twin.Network.call(image), model.Predict(image), 1e-5, "The output in inference mode");
        model.eval();
        Tensors.Near(twin.Network.call(image), model.call(image), 1e-5, "The portable output in inference mode");
    }
}
