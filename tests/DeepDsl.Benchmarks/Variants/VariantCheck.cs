using DeepDsl.Benchmarks.Twins;
using DeepDsl.Benchmarks.Workloads;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepDsl.Benchmarks.Variants;

/// <summary>Holds a variant against the model before it is timed.</summary>
internal static class VariantCheck
{
    private const double Tolerance = 1e-4;

    /// <summary>The first step of both, from the same parameters: loss, gradients, parameters and buffers.</summary>
    /// <exception cref="MismatchException">They differ by more than 1e-4.</exception>
    public static void Step(Workload workload, bool channelsLast)
    {
        // In float32 rounding puts single values to the other side of a rectifier, and a part of the gradients with them; in float64 it does not.
        Step(workload, channelsLast, ScalarType.Float64, ofGradients: 1e-6, noise: 1e-6);
        Step(workload, channelsLast, ScalarType.Float32, ofGradients: 2e-2, noise: 2e-2);
    }

    /// <param name="workload">The workload.</param>
    /// <param name="channelsLast">The twin's layout.</param>
    /// <param name="type">What both compute in.</param>
    /// <param name="ofGradients">How far gradients may differ, relative to the largest.</param>
    /// <param name="noise">The share of the largest gradient below which Adam may make anything of one, which it divides by its own size.</param>
    private static void Step(Workload workload, bool channelsLast, ScalarType type, double ofGradients, double noise)
    {
        using var scope = NewDisposeScope();
        // Both are new: an optimizer remembers steps.
        using var model = new DeepDslVariant(workload, Phase.Train, type);
        using var twin = new TorchSharpVariant(workload, Phase.Train, model.Model, channelsLast);
        var loss = model.Step();
        foreach (var dropout in twin.Network.modules().OfType<SharedDropout>())
            dropout.Draws = model.Model.State.Draws;
        var expected = twin.Step();
        Require(Math.Abs(loss - expected) <= Tolerance * Math.Max(1, Math.Abs(expected)), $"the loss is {expected}, the model's {loss}");

        using var quiet = no_grad();
        var largest = twin.Network.parameters().Max(parameter => Largest(parameter.grad!));
        foreach (var ((name, parameter), own) in model.Model.named_parameters().Zip(twin.Network.parameters()))
        {
            Near($"the gradient of {name}", own.grad!, parameter.grad!, ofGradients * largest);
            var isKnown = (own.grad!.abs() > noise * largest).to(type);
            Near(name, own * isKnown, parameter * isKnown, Tolerance * Math.Max(1, Largest(own)));
        }
        foreach (var ((name, buffer), own) in model.Model.named_buffers().Zip(twin.Network.buffers()))
            Near(name, own, buffer, Tolerance * Math.Max(1, Largest(own)));

        void Near(string what, Tensor theirs, Tensor ours, double tolerance) =>
            Require(Largest(theirs - ours) <= tolerance, $"in {type} {what} differs by {Largest(theirs - ours):e1}, more than {tolerance:e1}");

        void Require(bool isTrue, string difference)
        {
            if (!isTrue)
                throw new MismatchException(workload.Name, twin.Name, difference);
        }
    }

    /// <summary>A result of inference against the model's.</summary>
    /// <exception cref="MismatchException">They differ by more than 1e-4.</exception>
    public static void Output(Workload workload, DeepDslVariant model, string variant, Tensor output)
    {
        using var scope = NewDisposeScope();
        var expected = model.Predict();
        var difference = Largest(expected - output.view(expected.shape));
        if (!(difference <= Tolerance * Math.Max(1, Largest(expected))))
            throw new MismatchException(workload.Name, variant, $"the result differs by {difference:e1}");
    }

    private static double Largest(Tensor x) => x.abs().max().to(ScalarType.Float64).item<double>();
}
