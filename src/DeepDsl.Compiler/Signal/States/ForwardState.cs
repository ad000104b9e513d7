using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Compiler.Signal.States;

/// <summary>What is known of a value, for one group of its channels.</summary>
/// <param name="Channels">The channels in the group.</param>
/// <param name="Mean">The mean over the units of a layer.</param>
/// <param name="Moments">The mean products of pairs.</param>
/// <param name="Profile">Where the second moment is.</param>
internal sealed record ForwardState(int Channels, double Mean, SecondMoments Moments, Profile Profile)
{
    public double Variance => Math.Max(Moments.Own - Mean * Mean, 0);

    /// <summary>The variance of the products across samples over pairs of positions, which padding causes.</summary>
    public double AcrossSpread { get; init; }

    /// <summary>How much of the likeness of two positions or samples is theirs alone, as a share of the second moment: an experiment's nudge.</summary>
    public double Nudge { get; init; }

    /// <summary>What the value was before the activation that it comes from.</summary>
    public Preactivation? Origin { get; init; }

    /// <summary>Values that stand for the distribution of a rectified value.</summary>
    public double[]? Particles { get; init; }

    /// <summary>The parts of a rectified value plus a Gaussian: no Gaussian itself.</summary>
    public RectifiedSum? Sum { get; init; }

    /// <summary>The average over groups, which is all that a random linear map sees of them.</summary>
    public static ForwardState Merge(ForwardState[] groups)
    {
        if (groups.Length == 1)
            return groups[0];
        var channels = groups.Sum(group => group.Channels);
        return new(channels,
            groups.Sum(group => group.Channels * group.Mean) / channels,
            groups.Aggregate(default(SecondMoments), (sum, group) => sum + group.Moments * ((double)group.Channels / channels)),
            Profile.Mixture([.. groups.Select(group => (group.Channels * group.Moments.Own, group.Profile))]));
    }
}

/// <summary>A rectified value plus an independent Gaussian.</summary>
/// <param name="Particles">Values that stand for the distribution of the rectified one.</param>
/// <param name="Variance">The variance of the Gaussian.</param>
internal sealed record RectifiedSum(double[] Particles, double Variance);

/// <summary>A Gaussian value before an activation.</summary>
/// <param name="Curve">The activation.</param>
/// <param name="Value">The value.</param>
/// <param name="Gates">E φ'φ' of pairs.</param>
internal sealed record Preactivation(Curve Curve, ForwardState Value, SecondMoments Gates);
