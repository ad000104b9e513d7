using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Numerics;

namespace DeepDsl.Compiler.Graph;

/// <summary>Settles the gain of a weight that was left to the compiler, when the signal that it meets is known.</summary>
/// <remarks>
/// An initializer of a family takes for granted what its activation makes of the layer before. Where something else arrives, the gain makes up for it;
/// where it is right within a few percent, it stays as it is. The last layers of branches that are added to a stream of L sums get 1/L of its variance
/// (GPT-2's 1/√L: Radford et al., 2019; Arpit et al., 2019, arXiv:1906.02341; Hayou et al., 2021, arXiv:2010.12859), and results are never enlarged.
/// </remarks>
internal sealed class GainChoice(ResolvedInit family, Surroundings surroundings, GraphNode node)
{
    private const double Tolerance = 0.02;
    private const double Farthest = 1e6;

    private bool _isSettled;

    public ResolvedInit Init { get; private set; } = family;

    /// <summary>Settles the gain, the first time that a signal arrives.</summary>
    public void Meet(Arrival arrival)
    {
        if (_isSettled)
            return;
        _isSettled = true;
        if (!(arrival.Level > 0 && arrival.PerVariance > 0))
            return;
        if (surroundings.IsResult(node))
            HoldDown(arrival);
        else if (surroundings.BranchEndOf(node) is { Sums: > 1 } branch)
            End(branch, arrival);
        else
            Reach(Share(arrival), arrival, () => $"keeps the second moment {Behind(arrival)}");
    }

    // What is judged may be small, and grow with the network, but dropout or pooling right before it need not make it large.
    private void HoldDown(Arrival arrival)
    {
        var excess = arrival.PerVariance / (arrival.FanIn * Math.Max(1, arrival.Level));
        if (excess > 1)
            Multiply(1 / excess, () => $"holds the result down {Behind(arrival)}");
    }

    // Whatever follows the sum, the branch does not run into it by itself.
    private void End(BranchEnd branch, Arrival arrival)
    {
        Init = Init with { Init = Init.Init with { Initializer = Initializer.LeCunNormal, Gain = 1 }, Why = "LeCun" };
        Reach(branch.Share, arrival, () => $"one of {branch.Sums} that add up without normalization");
    }

    private void Reach(double share, Arrival arrival, Func<string> reason) => Multiply(share * arrival.Level / (arrival.PerVariance * Init.Spread.Variance), reason);

    /// <summary>The second moment of the result over that of the input, where all is as the family takes it to be.</summary>
    private double Share(Arrival arrival)
    {
        var square = Init.Init.Gain * Init.Init.Gain;
        return Init.Init.Initializer is Initializer.XavierUniform or Initializer.XavierNormal ? square * 2 * arrival.FanIn / (arrival.FanIn + arrival.FanOut) : square;
    }

    private void Multiply(double variance, Func<string> reason)
    {
        var factor = Math.Sqrt(variance);
        if (Math.Abs(factor - 1) > Tolerance && variance > 1 / Farthest && variance < Farthest)
            Init = Init with { Init = Init.Init with { Gain = Rounding.Significant(Init.Init.Gain * factor, 3) }, Why = $"{Init.Why!.Split(':')[0]}, gain ×{Text.Of(Rounding.Significant(factor, 3))}: {reason()}" };
    }

    private string Behind(Arrival arrival)
    {
        string[] causes = [.. Surroundings.Before(node), .. arrival.IsPadded ? ["padding"] : Array.Empty<string>()];
        return causes.Length == 0 ? "of what arrives" : $"behind {string.Join(", ", causes)}";
    }
}
