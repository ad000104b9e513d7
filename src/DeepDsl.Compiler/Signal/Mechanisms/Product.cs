using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Multiplies two independent values; one may be repeated over the positions of the other.</summary>
internal sealed class Product : SignalRule
{
    internal override Passage Forward(Crossing x)
    {
        var (a, b) = (x.Whole(0), x.Whole(1));
        var product = new ForwardState(x.Field.Channels, a.Mean * b.Mean, a.Moments * b.Moments, Profile.Flat(x.Field));
        return new([product], gradient =>
        {
            var whole = x.Merge(gradient);
            x.Give(0, To(x, 0, whole, b));
            x.Give(1, To(x, 1, whole, a));
        })
        {
            // A gate takes from what it gates.
            Level = Math.Max(x.Level(0), x.Level(1)),
        };
    }

    private static BackwardState To(Crossing x, int input, BackwardState gradient, ForwardState other)
    {
        var field = x.Node.Inputs[input].Field;
        var repeats = x.Field.Positions / (double)field.Positions;
        var (g, aligned) = (gradient.Moments * other.Moments, other.Moments.Own * repeats);
        // A factor that is repeated gathers the gradients of all positions that it scales.
        var own = repeats * (g.Own + (repeats - 1) * g.Within);
        var moments = repeats > 1 ? new(own, repeats * repeats * g.Within, repeats * repeats * g.Across) : g;
        return new(moments, Profile.Flat(field), gradient.Alignment * aligned, gradient.SharedAlignment * aligned);
    }
}
