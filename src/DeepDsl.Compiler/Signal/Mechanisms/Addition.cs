using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Adds branches, which are independent given their means.</summary>
internal sealed class Addition : SignalRule
{
    internal override Passage Forward(Crossing x)
    {
        var branches = Enumerable.Range(0, x.Node.Inputs.Count).Select(i => x.Groups(i)).ToArray();
        if (branches.Any(branch => branch.Length != branches[0].Length))
            branches = Array.ConvertAll(branches, branch => new[] { ForwardState.Merge(branch) });
        var groups = Enumerable.Range(0, branches[0].Length);
        return new([.. groups.Select(i => Sum(Array.ConvertAll(branches, branch => branch[i])))], gradient =>
        {
            for (var b = 0; b < branches.Length; b++)
                x.Give(b, [.. groups.Select(i => Share(gradient[i], branches[b][i], x.Result[i].Mean))]);
        });
    }

    private static ForwardState Sum(ForwardState[] parts)
    {
        var mean = parts.Sum(part => part.Mean);
        var cross = mean * mean - parts.Sum(part => part.Mean * part.Mean);
        var moments = parts.Aggregate(default(SecondMoments), (sum, part) => sum + part.Moments) + cross;
        var rectified = parts.Where(part => part.Particles is not null).ToArray();
        var sum = new ForwardState(parts[0].Channels, mean, moments, Profile.Mixture([.. parts.Select(part => (part.Moments.Own, part.Profile))]));
        return rectified is [{ Particles: { } particles } one] && parts.Length > 1
            ? sum with { Sum = new(particles, parts.Where(part => part != one).Sum(part => part.Variance)) }
            : sum;
    }

    /// <summary>Each branch gets the gradient; of the part aligned with the sum, what is aligned with the branch.</summary>
    private static BackwardState Share(BackwardState gradient, ForwardState part, double mean)
    {
        var aligned = part.Moments.Own > 0 ? 1 + part.Mean * (mean - part.Mean) / part.Moments.Own : 0;
        var gate = part.Particles is null ? 1 : gradient.SkipGate;
        return gradient.Scaled(gate, aligned);
    }
}
