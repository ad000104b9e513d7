namespace DeepDsl.Compiler.Signal.States;

/// <summary>What is known of a gradient, for one group of channels: a part aligned with the value, ∂L/∂x = αx + rest, and the rest.</summary>
/// <param name="Moments">The mean products of pairs, of both parts together.</param>
/// <param name="Profile">Where the second moment is.</param>
/// <param name="Alignment">√E[α²].</param>
/// <param name="SharedAlignment">√E[αᵢαⱼ] of two samples.</param>
internal sealed record BackwardState(SecondMoments Moments, Profile Profile, double Alignment = 0, double SharedAlignment = 0)
{
    /// <summary>How much likelier the gates before are open, given that the one just passed is: for the skip of a rectified sum.</summary>
    public double SkipGate { get; init; } = 1;

    /// <summary>The moments of the aligned part of the gradient of a value.</summary>
    public SecondMoments Aligned(SecondMoments value) =>
        new(Alignment * Alignment * value.Own, Alignment * Alignment * value.Within, SharedAlignment * SharedAlignment * value.Across);

    /// <summary>The gradient scaled by a factor of its second moments and one of its alignment.</summary>
    public BackwardState Scaled(double moments, double alignment) => new(Moments * moments, Profile, Alignment * alignment, SharedAlignment * alignment);

    /// <summary>The sum of two gradients of one value: rests add up as energies, aligned parts as amplitudes.</summary>
    public static BackwardState Add(BackwardState a, BackwardState b, ForwardState value)
    {
        var (own, shared) = (2 * a.Alignment * b.Alignment, 2 * a.SharedAlignment * b.SharedAlignment);
        var cross = new SecondMoments(own * value.Moments.Own, own * value.Moments.Within, shared * value.Moments.Across);
        return new(a.Moments + b.Moments + cross,
            Profile.Mixture([(a.Moments.Own, a.Profile), (b.Moments.Own, b.Profile)]),
            a.Alignment + b.Alignment,
            a.SharedAlignment + b.SharedAlignment);
    }

    /// <summary>The average over groups of the given sizes.</summary>
    public static BackwardState Merge(BackwardState[] gradients, ForwardState[] values)
    {
        if (gradients.Length == 1)
            return gradients[0];
        var channels = (double)values.Sum(value => value.Channels);
        var shares = Array.ConvertAll(values, value => value.Channels / channels);
        var moments = gradients.Zip(shares, (gradient, share) => gradient.Moments * share).Aggregate((sum, part) => sum + part);
        return new(moments,
            Profile.Mixture([.. gradients.Zip(shares, (gradient, share) => (share * gradient.Moments.Own, gradient.Profile))]),
            gradients.Zip(shares, (gradient, share) => share * gradient.Alignment).Sum(),
            gradients.Zip(shares, (gradient, share) => share * gradient.SharedAlignment).Sum());
    }
}
