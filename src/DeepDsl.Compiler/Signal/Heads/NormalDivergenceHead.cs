using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Heads;

/// <summary>The divergence of N(mu, exp(logVar)) from N(0, 1), summed over dimensions: gradients mu and (exp(logVar) − 1)/2.</summary>
internal sealed class NormalDivergenceHead(double scale) : LossRule
{
    private static readonly Curve ToLogVar = new("normal divergence", z => (Math.Exp(z) - 1) / 2, z => Math.Exp(z) / 2);

    internal override Passage Forward(Crossing x) => new(x.Groups(), _ =>
    {
        x.Give(0, new BackwardState(x.Whole(0).Moments, Profile.Flat(x.InputField), 1, 1).Scaled(scale * scale, scale));
        var z = x.Whole(1);
        var own = ToLogVar.Moments(z.Mean, z.Variance).Square;
        var gradient = new SecondMoments(own, Pair(z.Moments.Within), Pair(z.Moments.Across));
        x.Give(1, new BackwardState(gradient, Profile.Flat(x.Node.Inputs[1].Field)).Scaled(scale * scale, 0));

        double Pair(double moment) => ToLogVar.Pair(z.Mean, z.Variance, moment - z.Mean * z.Mean).Product;
    });
}
