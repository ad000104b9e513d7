using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Heads;

/// <summary>Squared error against independent standardized targets: the gradient of an element is z − t.</summary>
/// <param name="scale">What that is multiplied by: 2 over the number of elements for their mean.</param>
internal sealed class SquaredErrorHead(double scale = 1) : LossRule
{
    private const double Target = 1;

    internal override Passage Forward(Crossing x) => new(x.Groups(), _ =>
    {
        var z = x.Whole().Moments;
        var gradient = z with { Own = z.Own + Target, Within = x.InputField.Positions > 1 ? z.Within : z.Own + Target };
        var single = z.Own > 0 ? Math.Min(Math.Sqrt(1 + Target / z.Own / x.InputField.Elements), Math.Sqrt(gradient.Own / z.Own)) : 0;
        x.Give(0, new BackwardState(gradient, Profile.Flat(x.InputField), single, Math.Min(1, single)).Scaled(scale * scale, scale));
    });
}
