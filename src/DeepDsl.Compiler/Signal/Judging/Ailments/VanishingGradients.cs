using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;

namespace DeepDsl.Compiler.Signal.Judging.Ailments;

/// <summary>The gradient fades on its way to the first layers, or is tiny everywhere.</summary>
public sealed record VanishingGradients(SignalLevel Level, GraphNode At, string Message) : Ailment(Level, At, Message)
{
    internal static VanishingGradients? Find(SignalStudy study, SignalLimits limits)
    {
        var ratio = limits.Ratio.Below(study.Log10Ratio, study.Margin);
        var min = study.KnowsLoss ? limits.Min.Below(study.Weakest.Log10Gradient, study.Margin) : SignalLevel.Fine;
        if (ratio == SignalLevel.Fine && min == SignalLevel.Fine)
            return null;
        return ratio >= min ? OfRatio(study, limits, ratio) : OfMin(study, limits, min);
    }

    private static VanishingGradients OfRatio(SignalStudy study, SignalLimits limits, SignalLevel level)
    {
        var (first, last) = (study.First, study.Last);
        return new(level, first.Node.Node!, $"The gradient that reaches '{first.Node.Name}' is predicted to be ≈{Numbers.OfLog10(study.Log10Ratio)} of that at '{last.Node.Name}'"
            + $"{Because(Steps.OfGradients(study, first, last))}; {Stalls(study, limits.Ratio, level)}, and {Cure(study)}");
    }

    private static VanishingGradients OfMin(SignalStudy study, SignalLimits limits, SignalLevel level)
    {
        var weakest = study.Weakest;
        var values = Steps.OfValues(study, study.First, study.Last);
        var gradients = weakest == study.Last ? "" : Steps.OfGradients(study, weakest, study.Last);
        // Where all are tiny the signal has faded on its way forward.
        var isFaded = study.Strongest.Log10Gradient - weakest.Log10Gradient < 1;
        var what = isFaded
            ? $"The gradients of all {study.Layers.Count} layers are predicted to be at most ≈{Numbers.OfLog10(study.Strongest.Log10Gradient)} in norm"
            : $"The gradient at '{weakest.Node.Name}' is predicted to be ≈{Numbers.OfLog10(weakest.Log10Gradient)} in norm";
        return new(level, weakest.Node.Node!, $"{what}{Because(isFaded ? values : gradients)}; {Stalls(study, limits.Min, level)}, and {Cure(study)}");
    }

    private static string Cure(SignalStudy study) => study.HiddenActivations.Any(signal => signal.Node.Node!.Operator is IActivation { Matching.Initializer: Initializer.XavierUniform })
        ? "normalization, skip connections or [ReLU] keep it up"
        : "normalization or skip connections keep it up";

    private static string Because(string cause) => cause.Length == 0 ? "" : $": {cause}";

    private static string Stalls(SignalStudy study, Threshold threshold, SignalLevel level) => level == SignalLevel.Warning
        ? $"{Trainer(study)} stalls below ≈{Numbers.OfLog10(threshold.Warning)}"
        : $"{Trainer(study)} slows down below ≈{Numbers.OfLog10(threshold.Info)}";

    /// <summary>What trains the model, as messages call it.</summary>
    internal static string Trainer(SignalStudy study) => study.Optimizer switch
    {
        OptimizerFamily.Sgd => "SGD",
        OptimizerFamily.Adam => study.OptimizerName!,
        _ => "training",
    };
}
