using DeepDsl;
using DeepDsl.Training;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Twins;

/// <summary>Weight decay that spares norms and biases, against torch.optim with a group of parameters for each.</summary>
public sealed class DecayTests
{
    [Fact]
    public void SGD_spares_norms_and_biases() => Compare(
        new DeepDsl.Training.SGD(new(0.01) { Momentum = 0.9, WeightDecay = 0.5, ExcludeNormsAndBiases = true }),
        (weights, others) => optim.SGD([
            new TorchSharp.Modules.SGD.ParamGroup(weights, new() { weight_decay = 0.5 }),
            new TorchSharp.Modules.SGD.ParamGroup(others, new() { weight_decay = 0 })], 0.01, 0.9));

    [Fact]
    public void Adam_spares_norms_and_biases() => Compare(
        new DeepDsl.Training.Adam(new(1e-3) { WeightDecay = 0.5, ExcludeNormsAndBiases = true }),
        (weights, others) => optim.Adam([
            new TorchSharp.Modules.Adam.ParamGroup(weights, new() { weight_decay = 0.5 }),
            new TorchSharp.Modules.Adam.ParamGroup(others, new() { weight_decay = 0 })], 1e-3));

    [Fact]
    public void AdamW_spares_norms_and_biases() => Compare(
        new DeepDsl.Training.AdamW(new(1e-3) { WeightDecay = 0.5, ExcludeNormsAndBiases = true }),
        (weights, others) => optim.AdamW([
            new TorchSharp.Modules.AdamW.ParamGroup(weights, new() { weight_decay = 0.5 }),
            new TorchSharp.Modules.AdamW.ParamGroup(others, new() { weight_decay = 0 })], 1e-3));

    private static void Compare(DeepDsl.Training.Optimizer optimizer, Func<IEnumerable<Parameter>, IEnumerable<Parameter>, optim.Optimizer> grouped)
    {
        using var scope = NewDisposeScope();
        using var model = new SmallVgg11BatchNorm(new() { DType = ScalarType.Float64 });
        using var twin = HandWritten.Vgg11BatchNorm(8, 64, 10, model.State.Draws);
        twin.Copying(model);
        // Weights of convolutions and linear layers are those with more than one dimension.
        var parameters = twin.Network.parameters().ToLookup(parameter => parameter.dim() > 1);
        using var theirs = grouped(parameters[true], parameters[false]);
        using var ours = new Updates(optimizer, null, null);
        var (image, target) = (Tensors.Normal(seed: 3, [4, 3, 32, 32], ScalarType.Float64), Tensors.Classes(seed: 4, 10, 4));
        for (var step = 0; step < 3; step++)
        {
            model.ComputeGradients(image, target);
            ours.Apply(model.State);
            theirs.zero_grad();
            nn.functional.cross_entropy(twin.Network.call(image), target).backward();
            theirs.step();
        }
        twin.AssertEquals(model, 1e-8);
    }
}
