using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>A learned value: at the start random numbers, the same for all samples.</summary>
internal sealed class LearnedSource(WeightSpread values) : SignalRule
{
    internal override Passage Forward(Crossing x)
    {
        var shared = values.Mean * values.Mean;
        var moments = new SecondMoments(values.SecondMoment, shared, shared + values.Variance / x.Field.Positions);
        return new([new(x.Field.Channels, values.Mean, moments, Profile.Flat(x.Field))], _ => { });
    }
}
