using DeepDsl.Benchmarks.Twins;
using DeepDsl.Benchmarks.Workloads;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepDsl.Benchmarks.Variants;

/// <summary>Holds a variant against the model before it is timed.</summary>
internal static class VariantCheck
{
    private const double Tolerance = 1e-4;

    // Below this share of the largest gradient there is nothing but rounding, which Adam divides by its own size.
    private const double Noise = 1e-5;

    /// <summary>The first step of both, from the same parameters: loss, gradients and parameters.</summary>
    /// <exception cref="MismatchException">They differ by more than 1e-4.</exception>
    public static void Step(Workload workload, TorchSharpVariant twin)
    {
        using var scope = NewDisposeScope();
        // Both are new: an optimizer remembers steps.
        using var model = new DeepDslVariant(workload, Phase.Train);
        var loss = model.Step();
        var dropouts = twin.Network.modules().OfType<SharedDropout>().ToList();
        dropouts.ForEach(dropout => dropout.Draws = model.Model.State.Draws);
        var expected = twin.Step();
        dropouts.ForEach(dropout => dropout.Draws = null);
        Require(Math.Abs(loss - expected) <= Tolerance * Math.Max(1, Math.Abs(expected)), $"the loss is {expected}, the model's {loss}");

        using var quiet = no_grad();
        var largest = twin.Network.parameters().Max(parameter => Largest(parameter.grad!));
        foreach (var ((name, parameter), own) in model.Model.named_parameters().Zip(twin.Network.parameters()))
        {
            Near($"the gradient of {name}", own.grad!, parameter.grad!, largest);
            var isKnown = (own.grad!.abs() > Noise * largest).to(ScalarType.Float32);
            Near(name, own * isKnown, parameter * isKnown, Math.Max(1, Largest(own)));
        }
        foreach (var ((name, buffer), own) in model.Model.named_buffers().Zip(twin.Network.buffers()))
            Near(name, own, buffer, Math.Max(1, Largest(own)));

        void Near(string what, Tensor theirs, Tensor ours, double scale) =>
            Require(Largest(theirs - ours) <= Tolerance * scale, $"{what} differs by {Largest(theirs - ours):e1} of {scale:e1}");

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
