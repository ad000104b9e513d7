using System.Runtime.CompilerServices;
using DeepDsl.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Runtime.Tests.Harness;

/// <summary>Compares a model's explicit training step with TorchSharp's autograd over its portable forward, with the same dropout masks, and inference with the portable forward of evaluation.</summary>
public static class GradientCheck
{
    /// <summary>The largest relative difference of outputs, of results for new data, of gradients of parameters and of the gradient of the input.</summary>
    public static double Run(Model<Tensor, Tensor> model, long[] inputShape, long batch, long seed = 1) => Run(model, model.State, [inputShape], batch, seed);

    /// <summary>The same for a model with any number of real inputs and results.</summary>
    public static double Run(nn.Module model, ModelState state, long[][] inputShapes, long batch, long seed = 1)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        Tensor Normal(params long[] shape) => randn(shape, dtype: state.Options.DType, generator: generator);
        var inputs = inputShapes.Select(shape => Normal([batch, .. shape])).ToArray();
        // Away from the start, where biases are zero and scales are one.
        foreach (var (_, parameter) in model.named_parameters())
        {
            using var quiet = no_grad();
            parameter.add_(Normal(parameter.shape) * 0.1);
        }
        // One pass moves running statistics, and the other is to see the same.
        var buffers = model.named_buffers().Select(pair => (pair.buffer, Before: pair.buffer.clone())).ToArray();
        var explicitOutputs = Call(model, "TrainForward", inputs).Select(output => output.clone()).ToArray();
        var upstream = explicitOutputs.Select(output => Normal(output.shape)).ToArray();
        var explicitInputs = inputs.Select(input => empty_like(input)).ToArray();
        model.GetType().GetMethod("TrainBackward")!.Invoke(model, [.. upstream, false, true, .. explicitInputs]);
        var explicitGradients = model.named_parameters().Where(pair => pair.parameter.requires_grad).ToDictionary(pair => pair.name, pair => pair.parameter.grad!.clone());

        using (no_grad())
        {
            foreach (var (buffer, before) in buffers)
                buffer.copy_(before);
        }
        model.zero_grad();
        model.train();
        state.Draws.Step--;
        var leaves = inputs.Select(input => input.detach().requires_grad_(true)).ToArray();
        var portable = Call(model, "forward", leaves);
        autograd.backward(portable, upstream);

        var worst = 0.0;
        foreach (var (actual, expected) in explicitOutputs.Zip(portable))
            worst = Math.Max(worst, Difference(actual, expected, "output", expected));
        foreach (var (actual, leaf) in explicitInputs.Zip(leaves))
            worst = Math.Max(worst, Difference(actual, leaf.grad ?? zeros_like(leaf), "input", leaf.grad ?? zeros_like(leaf)));
        var gradients = model.named_parameters().Where(pair => pair.parameter.requires_grad).ToDictionary(pair => pair.name, pair => pair.parameter.grad ?? zeros_like(pair.parameter));
        var scale = gradients.Values.MaxBy(gradient => gradient.abs().max().to(ScalarType.Float64).item<double>());
        foreach (var (name, gradient) in gradients)
            worst = Math.Max(worst, Difference(explicitGradients[name], gradient, name, scale!));
        return Math.Max(worst, Inference(model, inputs));
    }

    private static double Inference(nn.Module model, Tensor[] inputs)
    {
        model.eval();
        var portable = Call(model, "forward", inputs);
        return Call(model, "Predict", inputs).Zip(portable, (actual, expected) => Difference(actual, expected, "prediction", expected)).Max();
    }

    private static Tensor[] Call(nn.Module model, string method, Tensor[] inputs) =>
        model.GetType().GetMethod(method, [.. inputs.Select(_ => typeof(Tensor))])!.Invoke(model, inputs) switch
        {
            ITuple several => [.. Enumerable.Range(0, several.Length).Select(index => (Tensor)several[index]!)],
            var one => [(Tensor)one!],
        };

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
