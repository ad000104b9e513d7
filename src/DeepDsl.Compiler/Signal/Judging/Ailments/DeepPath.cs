using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Signal.Judging.Ailments;

/// <summary>Some layer's gradient has to cross very many others, on every way.</summary>
public sealed record DeepPath(SignalLevel Level, GraphNode At, string Message) : Ailment(Level, At, Message)
{
    // Among stacks of 50 layers, those beyond either failed in training runs, and those within trained.
    private const double LargestRatio = 3;
    private const double SmallestDifference = 0.02;

    internal static DeepPath? Find(SignalStudy study, SignalLimits limits)
    {
        var deepest = study.Graph.Nodes.Where(study.IsLayer).OrderByDescending(study.LayersAfter).FirstOrDefault();
        if (deepest is null)
            return null;
        var depth = study.LayersAfter(deepest) + 1;
        var level = depth >= limits.Depth.Warning && IsLost(study) ? SignalLevel.Warning : depth >= limits.Depth.Info ? SignalLevel.Info : SignalLevel.Fine;
        return level == SignalLevel.Fine ? null : new(level, deepest,
            $"The shortest way from '{deepest.Name}' to the loss leads through {depth} layers: plain stacks of more than ≈{limits.Depth.Info} train worse than shallower ones even with normalization; a [Residual] around every few layers shortens the way");
    }

    /// <summary>Whether the gradient has grown or the inputs have become alike over so many layers, normalized or not.</summary>
    private static bool IsLost(SignalStudy study) => study.CanJudge
        && (study.Log10Ratio >= LargestRatio || study.HiddenActivations.Any(signal => study.IsCut(signal.Node.Node!) && 1 - signal.Correlation <= SmallestDifference));
}
