using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Signal.Judging.Ailments;

/// <summary>The gradient or the signal grows from layer to layer.</summary>
public sealed record ExplodingGradients(SignalLevel Level, GraphNode At, string Message) : Ailment(Level, At, Message)
{
    private const int FewLayers = 6;
    private const string Cure = "a smaller initializer or normalization keeps it down, and [ClipGradNorm(1)] limits the step";

    internal static ExplodingGradients? Find(SignalStudy study, SignalLimits limits, bool ignoresValues)
    {
        // Over a few layers it is a matter of what they are, as in a bottleneck or between two losses.
        var ratio = study.Layers.Count >= FewLayers ? limits.Max.Above(study.Log10Ratio, study.Margin) : SignalLevel.Fine;
        var max = study.KnowsLoss ? limits.Max.Above(SignalStudy.SizeOf(study.Strongest), study.Margin) : SignalLevel.Fine;
        var largest = study.Layers.Where(layer => study.LayersAfter(layer.Node.Node!) > 0).OrderByDescending(layer => layer.After).FirstOrDefault();
        var values = !ignoresValues && largest is not null && Math.Log10(Math.Max(largest.After, 1e-300)) - study.Margin >= limits.LargestMoment ? SignalLevel.Warning : SignalLevel.Fine;
        var trainer = VanishingGradients.Trainer(study);
        if (values != SignalLevel.Fine && values >= max && values >= ratio)
        {
            var from = study.First == largest ? null : Steps.OfValues(study, study.First, largest!);
            return new(values, largest!.Node.Node!, $"The activations are predicted to grow to ≈{Numbers.OfLog10(0.5 * Math.Log10(largest.After))} at '{largest.Node.Name}'{Because(from)}; {Cure}");
        }
        if (max != SignalLevel.Fine && max >= ratio)
        {
            var strongest = study.Strongest;
            var cause = strongest == study.Last ? Steps.OfValues(study, study.First, strongest) : Steps.OfGradients(study, strongest, study.Last);
            return new(max, strongest.Node.Node!,
                $"The gradient at '{strongest.Node.Name}' is predicted to be ≈{Numbers.OfLog10(strongest.Log10Gradient)} in norm{Because(cause)}; {trainer} {Fails(limits.Max, max)}, and {Cure}");
        }
        return ratio == SignalLevel.Fine ? null : new(ratio, study.First.Node.Node!,
            $"The gradient that reaches '{study.First.Node.Name}' is predicted to be ≈{Numbers.OfLog10(study.Log10Ratio)} times that at '{study.Last.Node.Name}'"
            + $"{Because(Steps.OfGradients(study, study.First, study.Last))}; {trainer} {Fails(limits.Max, ratio)}, and {Cure}");
    }

    private static string Because(string? cause) => string.IsNullOrEmpty(cause) ? "" : $": {cause}";

    private static string Fails(Threshold threshold, SignalLevel level) =>
        level == SignalLevel.Warning ? $"diverges above ≈{Numbers.OfLog10(threshold.Warning)}" : $"needs small steps above ≈{Numbers.OfLog10(threshold.Info)}";
}
