using DeepDsl.Compiler.Operators.Activations;
using DeepDsl.Compiler.Signal.Numerics;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Heads;

/// <summary>Sigmoid and binary cross-entropy, with random balanced labels: the gradient of an element is σ(z) − y.</summary>
/// <param name="scale">What that is multiplied by: 1 over the number of elements for their mean.</param>
internal sealed class LogisticHead(double scale) : LossRule
{
    internal override Passage Forward(Crossing x) => new(x.Groups(), _ =>
    {
        var z = x.Whole();
        var (one, square) = (Sigmoid.Logistic.Moments(z.Mean, z.Variance), z.Mean * z.Mean);
        // E(σ − y)(σ' − y') = E σσ' − E σ + ¼, and ¼ more for one with itself.
        var gradient = new SecondMoments(one.Square + 0.25, Pair(z.Moments.Within), Pair(z.Moments.Across)) + (0.25 - one.Mean);
        var aligned = z.Moments.Own > 0 ? Quadrature.Fine.Mean(u => Along(z.Mean + Math.Sqrt(z.Variance) * u)) / z.Moments.Own : 0;
        x.Give(0, new BackwardState(gradient, Profile.Flat(x.InputField), aligned, aligned).Scaled(scale * scale, scale));

        double Pair(double moment) => Sigmoid.Logistic.Pair(z.Mean, z.Variance, moment - square).Product;
    });

    private static double Along(double z) => z * (Sigmoid.Logistic.Value(z) - 0.5);
}
