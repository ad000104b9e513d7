using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Numerics;

namespace DeepDsl.Compiler.Graph;

/// <summary>Settles the gain of a weight that was left to the compiler, when the signal that it meets is known.</summary>
/// <remarks>
/// An initializer of a family takes for granted what its activation makes of the layer before. Where something else arrives, the gain makes up for it;
/// where it is right within a few percent, it stays as it is. The last layers of branches that are added to a stream of L sums get 1/L of its variance
/// (GPT-2's 1/√L: Radford et al., 2019; Arpit et al., 2019, arXiv:1902.09592; Hayou et al., 2021, arXiv:2010.12859), and results are never enlarged.
/// </remarks>
internal sealed class GainChoice(ResolvedInit family, Surroundings surroundings, GraphNode node)
{
    private const double Tolerance = 0.03;
    private const double Farthest = 1e6;

    private bool _isSettled;

    public ResolvedInit Init { get; private set; } = family;

    /// <summary>Settles the gain, the first time that it is asked.</summary>
    /// <returns>The second moment that the layer is to give its result, and that those behind go by; null where they had better look for themselves.</returns>
    public double? Meet(Arrival arrival)
    {
        if (_isSettled)
            return null;
        _isSettled = true;
        if (!(arrival.Level > 0 && arrival.PerVariance > 0))
            return null;
        return surroundings.IsResult(node) ? ForResult(arrival) : ForLayer(arrival);
    }

    // What is judged may be small, and grow with the network, but dropout or pooling right before it need not make it large.
    private double? ForResult(Arrival arrival)
    {
        var excess = arrival.PerVariance / (arrival.FanIn * Math.Max(1, arrival.Level));
        if (excess > 1)
            Settle(1 / excess, () => $"holds the result down {Behind(arrival)}");
        return null;
    }

    private double? ForLayer(Arrival arrival)
    {
        var branch = surroundings.BranchEndOf(node) is { Sums: > 1 } end ? end : null;
        var share = branch?.Share ?? Share(arrival);
        var target = share * arrival.Level;
        return Settle(target / (arrival.PerVariance * Init.Spread.Variance), () => branch is null
            ? $"keeps the second moment {Behind(arrival)}"
            : $"one of {branch.Sums} sums on a stream without normalization")
            ? target : null;
    }

    /// <summary>The second moment of the result over that of the input, where all is as the family takes it to be.</summary>
    private double Share(Arrival arrival)
    {
        var square = Init.Init.Gain * Init.Init.Gain;
        return Init.Init.Initializer is Initializer.XavierUniform or Initializer.XavierNormal ? square * 2 * arrival.FanIn / (arrival.FanIn + arrival.FanOut) : square;
    }

    private bool Settle(double variance, Func<string> reason)
    {
        if (!(variance > 1 / Farthest && variance < Farthest))
            return false;
        var factor = Math.Sqrt(variance);
        if (Math.Abs(factor - 1) > Tolerance)
            Init = Init with { Init = Init.Init with { Gain = Rounding.Significant(Init.Init.Gain * factor, 4) }, Why = $"{Init.Why!.Split(':')[0]}, gain ×{Text.Of(Rounding.Significant(factor, 3))}: {reason()}" };
        return true;
    }

    private string Behind(Arrival arrival)
    {
        string[] causes = [.. Surroundings.Before(node), .. arrival.IsPadded ? ["padding"] : Array.Empty<string>()];
        return causes.Length == 0 ? "of what arrives" : $"behind {string.Join(", ", causes)}";
    }
}
