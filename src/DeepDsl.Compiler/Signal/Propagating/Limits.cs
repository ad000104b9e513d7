using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Propagating;

/// <summary>Keeps second moments in a range where their products are numbers: a signal of 1e±60 has vanished or exploded for every purpose.</summary>
internal static class Limits
{
    public const double Largest = 1e120;
    public const double Smallest = 1e-120;

    public static ForwardState Keep(ForwardState state, Field field)
    {
        var factor = Factor(state.Moments.Own);
        var moments = Keep(state.Moments, factor, field);
        // No mean is larger than the root of the mean square.
        var (mean, root) = (state.Mean * Math.Sqrt(factor), Math.Sqrt(moments.Own));
        return moments == state.Moments && Math.Abs(mean) <= root ? state : state with { Moments = moments, Mean = Between(-root, mean, root) };
    }

    public static BackwardState Keep(BackwardState gradient, Field field)
    {
        var factor = Factor(gradient.Moments.Own);
        return gradient with
        {
            Moments = Keep(gradient.Moments, factor, field),
            Alignment = Keep(gradient.Alignment * Math.Sqrt(factor)),
            SharedAlignment = Keep(gradient.SharedAlignment * Math.Sqrt(factor)),
        };
    }

    private static double Factor(double own) => own switch
    {
        > double.MaxValue => Smallest,
        > Largest => Largest / own,
        > 0 and < Smallest => Smallest / own,
        > 0 => 1,
        _ => 0,
    };

    // A pair can be no more alike than an element is to itself, and where there is one position, it is its own neighbour.
    private static SecondMoments Keep(SecondMoments moments, double factor, Field field)
    {
        if (factor == 0)
            return default;
        var own = double.IsInfinity(moments.Own) ? Largest : moments.Own * factor;
        return new(own, field.Positions > 1 ? Between(-own, moments.Within * factor, own) : own, Between(-own, moments.Across * factor, own));
    }

    private static double Between(double low, double value, double high) => double.IsNaN(value) ? 0 : Math.Min(high, Math.Max(low, value));

    private static double Keep(double alignment) => double.IsNaN(alignment) ? 0 : Math.Min(Math.Sqrt(Largest), alignment);
}
