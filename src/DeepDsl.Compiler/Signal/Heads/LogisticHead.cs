using DeepDsl.Compiler.Operators.Activations;
using DeepDsl.Compiler.Signal.Numerics;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Heads;

/// <summary>Sigmoid and binary cross-entropy, with random balanced labels: the gradient of an element is σ(z) where y is 0, and p·(σ(z) − 1) where it is 1 and positive labels weigh p.</summary>
/// <param name="scale">What that is multiplied by: 1 over the number of elements for their mean.</param>
internal sealed class LogisticHead(double scale) : LossRule
{
    /// <summary>The mean of what positive labels weigh.</summary>
    public double PosWeight { get; init; } = 1;

    /// <summary>The mean of the square of that.</summary>
    public double PosWeightSquare { get; init; } = 1;

    internal override Passage Forward(Crossing x) => new(x.Groups(), _ =>
    {
        var z = x.Whole();
        var (one, square) = (Sigmoid.Logistic.Moments(z.Mean, z.Variance), z.Mean * z.Mean);
        // The mean over y is ((1 + p)·σ − p)/2; one with itself has the mean of both squares. Others in a sample have a weight of their own.
        var own = ((1 + PosWeightSquare) * one.Square + PosWeightSquare * (1 - 2 * one.Mean)) / 2;
        var gradient = new SecondMoments(own, Pair(z.Moments.Within, PosWeight * PosWeight), Pair(z.Moments.Across, PosWeightSquare));
        var aligned = z.Moments.Own > 0 ? Quadrature.Fine.Mean(u => Along(z.Mean + Math.Sqrt(z.Variance) * u)) / z.Moments.Own : 0;
        x.Give(0, new BackwardState(gradient, Profile.Flat(x.InputField), aligned, aligned).Scaled(scale * scale, scale));

        double Pair(double moment, double weights) =>
            (1 + 2 * PosWeight + weights) / 4 * Sigmoid.Logistic.Pair(z.Mean, z.Variance, moment - square).Product - (PosWeight + weights) / 2 * one.Mean + weights / 4;
    });

    private double Along(double z) => z * ((1 + PosWeight) * Sigmoid.Logistic.Value(z) - PosWeight) / 2;
}
