using DeepDsl.Models;
using static TorchSharp.torch;

namespace Runtime.Tests.Harness;

/// <summary>Compares a model's explicit training step with TorchSharp's autograd over its portable forward, with the same dropout masks.</summary>
public static class GradientCheck
{
    /// <summary>The largest relative difference of outputs, of gradients of parameters and of the gradient of the input.</summary>
    public static double Run(Model<Tensor, Tensor> model, long[] inputShape, long batch, long seed = 1)
    {
        using var scope = NewDisposeScope();
        manual_seed(seed);
        var type = model.State.Options.DType;
        var x = randn([batch, .. inputShape], dtype: type);
        // Away from the start, where biases are zero and scales are one.
        foreach (var (_, parameter) in model.named_parameters())
        {
            using var quiet = no_grad();
            parameter.add_(randn_like(parameter) * 0.1);
        }
        // One pass moves running statistics, and the other is to see the same.
        var buffers = model.named_buffers().Select(pair => (pair.buffer, Before: pair.buffer.clone())).ToArray();
        dynamic generated = model;
        Tensor output = generated.TrainForward(x);
        var explicitOutput = output.clone();
        var upstream = randn_like(explicitOutput);
        var explicitInput = empty_like(x);
        generated.TrainBackward(upstream, false, true, explicitInput);
        var explicitGradients = model.named_parameters().Where(pair => pair.parameter.requires_grad).ToDictionary(pair => pair.name, pair => pair.parameter.grad!.clone());

        using (no_grad())
        {
            foreach (var (buffer, before) in buffers)
                buffer.copy_(before);
        }
        model.zero_grad();
        model.train();
        model.State.Draws.Step--;
        var leaf = x.detach().requires_grad_(true);
        var portable = model.forward(leaf);
        portable.backward([upstream]);

        var worst = Difference(explicitOutput, portable, "output", portable);
        worst = Math.Max(worst, Difference(explicitInput, leaf.grad!, "input", leaf.grad!));
        var scale = model.parameters().Select(parameter => parameter.grad).OfType<Tensor>().MaxBy(gradient => gradient.abs().max().to(ScalarType.Float64).item<double>());
        foreach (var (name, parameter) in model.named_parameters().Where(pair => pair.parameter.requires_grad))
            worst = Math.Max(worst, Difference(explicitGradients[name], parameter.grad!, name, scale!));
        return worst;
    }

    // Relative to the largest gradient of the model: one that cancels to nothing has no digits of its own.
    private static double Difference(Tensor actual, Tensor expected, string name, Tensor scale)
    {
        if (!actual.shape.SequenceEqual(expected.shape))
            throw new InvalidOperationException($"{name}: shape [{string.Join(", ", actual.shape)}], expected [{string.Join(", ", expected.shape)}].");
        if (actual.numel() == 0)
            return 0;
        var size = Math.Max(1e-3, scale.detach().abs().max().to(ScalarType.Float64).item<double>());
        var difference = (actual - expected.detach()).abs().max().to(ScalarType.Float64).item<double>() / size;
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }
}
