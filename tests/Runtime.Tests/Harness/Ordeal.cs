using Runtime.Tests.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Runtime.Tests.Harness;

/// <summary>Something that users of TorchSharp do to a module. Afterwards everything must still be right.</summary>
internal static class Ordeal
{
    public static Tensor Images(ScalarType type = ScalarType.Float32) => Tensors.Normal(seed: 11, [5, 2, 6, 6], type);

    public static Tensor Targets => Tensors.Classes(seed: 12, 3, 5);

    /// <summary>Puts a new model, and one that has trained before, through the ordeal.</summary>
    public static void Survives(Action<SmallNet> ordeal)
    {
        foreach (var steps in (int[])[0, 2])
        {
            using var scope = NewDisposeScope();
            using var model = new SmallNet();
            // Another that is spared, with the same momentum.
            using var spared = new SmallNet();
            for (var i = 0; i < steps; i++)
            {
                model.TrainStep(Images(), Targets);
                spared.TrainStep(Images(), Targets);
            }
            ordeal(model);
            AssertIsRight(model, spared);
        }
    }

    /// <summary>Inference, gradients and training steps of a model equal those of one that was spared, once it has the same values.</summary>
    public static void AssertIsRight(SmallNet model, SmallNet spared)
    {
        using var scope = NewDisposeScope();
        var type = model.State.Type;
        var (images, targets) = (Images(type), Targets);
        var tolerance = type == ScalarType.Float64 ? 1e-10 : 1e-5;
        if (spared.State.Type != type)
            spared.to(type);
        AssertPredictsFromItsParameters(model, tolerance);
        Copy(model, spared);

        var gradients = Autograd(spared, images, targets);
        model.ComputeGradients(images, targets);
        foreach (var ((name, parameter), gradient) in model.named_parameters().Zip(gradients))
            Tensors.Near(gradient, parameter.grad!, tolerance, $"The gradient of {name}");

        for (var step = 0; step < 2; step++)
            Tensors.Near(tensor(spared.TrainStep(images, targets)), tensor(model.TrainStep(images, targets)), tolerance, "The loss");
        foreach (var ((name, parameter), expected) in model.named_parameters().Zip(spared.parameters()))
            Tensors.Near(expected, parameter, tolerance, name);
        AssertPredictsFromItsParameters(model, tolerance);
    }

    /// <summary>Predict gives what the values in the state dictionary, in a new model's portable path, give.</summary>
    public static void AssertPredictsFromItsParameters(SmallNet model, double tolerance = 1e-5)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var fresh = new SmallNet(new() { Seed = 99, DType = model.State.Type });
        Copy(model, fresh);
        fresh.eval();
        var images = Images(model.State.Type);
        Tensors.Near(fresh.forward(images), model.Predict(images), tolerance, "The prediction");
    }

    private static Tensor[] Autograd(SmallNet model, Tensor images, Tensor targets)
    {
        model.train();
        var before = Tensors.Snapshot(model);
        IList<Tensor> parameters = [.. model.parameters()];
        var gradients = autograd.grad([nn.functional.cross_entropy(model.forward(images), targets)], parameters);
        // The forward pass has moved the running statistics.
        Restore(model, before);
        return [.. gradients];
    }

    private static void Copy(SmallNet from, SmallNet to) => Restore(to, from.state_dict());

    private static void Restore(nn.Module model, IReadOnlyDictionary<string, Tensor> values)
    {
        using var quiet = no_grad();
        foreach (var (name, value) in model.state_dict())
            value.copy_(values[name]);
    }
}
