using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Signal.Judging.Ailments;

/// <summary>A deep stack without normalization maps all inputs to nearly the same value.</summary>
public sealed record SimilarInputs(SignalLevel Level, GraphNode At, string Message) : Ailment(Level, At, Message)
{
    internal static SimilarInputs? Find(SignalStudy study, SignalLimits limits)
    {
        var worst = study.HiddenActivations.Where(signal => study.IsCut(signal.Node.Node!)).Select(signal => (signal, level: LevelOf(study, limits, signal))).Where(found => found.level > SignalLevel.Fine)
            .OrderByDescending(found => found.level).ThenByDescending(found => found.signal.Correlation).FirstOrDefault();
        if (worst.signal is not { Node.Node: { } node } signal)
            return null;
        var difference = Math.Max(1 - signal.Correlation, 1e-12);
        return new(worst.level, node, $"Two inputs are predicted to differ by only ≈{Numbers.Of(difference)} of their size at '{node.Name}': "
            + $"{study.LayersSinceNorm(node)} layers without normalization make them more alike from layer to layer; "
            + $"{VanishingGradients.Trainer(study)} {(worst.level == SignalLevel.Warning ? "cannot tell them apart" : "tells them apart slowly")} below ≈{Numbers.Of(worst.level == SignalLevel.Warning ? ThresholdOf(limits, signal).Warning : ThresholdOf(limits, signal).Info)}, and normalization or skip connections keep them distinct");
    }

    private static Threshold ThresholdOf(SignalLimits limits, NodeSignal signal) => signal.Node.Field.Positions > 1 ? limits.MapDifference : limits.Difference;

    private static SignalLevel LevelOf(SignalStudy study, SignalLimits limits, NodeSignal signal)
    {
        var depth = study.LayersSinceNorm(signal.Node.Node!);
        var difference = ThresholdOf(limits, signal);
        var level = difference.Below((1 - signal.Correlation) * (study.Margin > 0 ? 2 : 1));
        return level == SignalLevel.Warning && depth >= limits.SimilarDepth.Warning ? SignalLevel.Warning
            : level >= SignalLevel.Info && depth >= limits.SimilarDepth.Info ? SignalLevel.Info
            : SignalLevel.Fine;
    }
}
