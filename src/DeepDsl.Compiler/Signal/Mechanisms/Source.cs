using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>An input of the network. Unless told otherwise it is standardized and uncorrelated.</summary>
internal sealed class Source(SecondMoments moments, double mean = 0) : SignalRule
{
    public static Source Standardized { get; } = new(new(1, 0, 0));

    /// <summary>Whether samples differ at random, so that a few channels resemble each other by chance; encodings do not.</summary>
    public bool Fluctuates { get; init; } = true;

    public SecondMoments Moments => moments;

    internal override Passage Forward(Crossing x)
    {
        var nudge = x.Nudge * moments.Own;
        return new([new(x.Field.Channels, mean, moments + new SecondMoments(0, nudge, nudge), Profile.Flat(x.Field)) { Nudge = x.Nudge }], _ => { });
    }
}
