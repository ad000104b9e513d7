using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Signal.Judging.Ailments;

namespace DeepDsl.Compiler.Signal.Judging;

/// <summary>Finds what is wrong with a model's signals, each cause once: of what follows from one another, the cause that can be cured.</summary>
public sealed class SignalDiagnosis
{
    private SignalDiagnosis(SignalStudy study, Ailment? ailment, IReadOnlyList<AttributeChange> matching) => (Study, Ailment, MatchingInitializers) = (study, ailment, matching);

    public SignalStudy Study { get; }

    /// <summary>What is wrong; null where nothing is.</summary>
    public Ailment? Ailment { get; }

    /// <summary>The changes that give every layer with a start of its own the one that its activation wants.</summary>
    public IReadOnlyList<AttributeChange> MatchingInitializers { get; }

    /// <summary>Judges a study.</summary>
    /// <param name="study">The study of a model.</param>
    /// <param name="limits">From where on something is wrong.</param>
    /// <param name="retry">Studies an edited declaration.</param>
    public static SignalDiagnosis Of(SignalStudy study, SignalLimits limits, Func<ModelDeclaration, SignalStudy?> retry)
    {
        var path = DeepPath.Find(study, limits);
        if (!study.CanJudge)
            return new(study, path, []);
        var stack = Stack(study, limits);
        MatchingInitializer[] written = [.. MatchingInitializer.Of(study)];
        MatchingInitializer[] mismatches = [.. written.Where(layer => layer.IsMismatch)];
        MatchingInitializer[] scales = [.. written.Where(layer => layer is { IsScale: true, Oscillates: false } && !IsCritical(layer.Criticality(study)) && IsCritical(layer.MatchingCriticality))];
        MatchingInitializer[] wrong = [.. mismatches, .. scales];
        AttributeChange[] changes = [.. wrong.Select(layer => layer.Change).OfType<AttributeChange>().Distinct()];
        var cause = changes.Length == 0 ? null : ByInitializer(study, limits, stack, retry(AttributeChange.Apply(study.Graph.Declaration, changes)), mismatches, scales);
        return new(study, cause ?? WithCause(study, stack, path) ?? SaturatedActivation.Find(study, limits) ?? (Ailment?)BornDead.Find(study, limits), changes);
    }

    /// <summary>What is wrong with the gradients of the stack as a whole: the worst of it, and of equals what says most.</summary>
    public static Ailment? Stack(SignalStudy study, SignalLimits limits)
    {
        Ailment?[] ailments = [ExplodingGradients.Find(study, limits, ignoresValues: GrowingStream.Find(study) is not null), VanishingGradients.Find(study, limits), SimilarInputs.Find(study, limits)];
        return Worst(ailments);
    }

    /// <summary>Where gradients explode, what lets them: sums that nothing normalizes, or normalized layers that nothing goes around.</summary>
    private static Ailment? WithCause(SignalStudy study, Ailment? stack, Ailment? path) => stack switch
    {
        null or ExplodingGradients when GrowingStream.Find(study) is { } growing => growing with { Level = stack?.Level ?? growing.Level },
        ExplodingGradients when path is not null && path.Level >= stack.Level && study.IsRescaled(study.First.Node.Node!) => path,
        _ => Worst(stack, path),
    };

    private static Ailment? Worst(params Ailment?[] ailments) => ailments.OfType<Ailment>().OrderByDescending(ailment => ailment.Level).FirstOrDefault();

    /// <summary>The initializers as the cause, if the model's twin with matching ones is better off.</summary>
    private static Ailment? ByInitializer(SignalStudy study, SignalLimits limits, Ailment? stack, SignalStudy? twin, MatchingInitializer[] mismatches, MatchingInitializer[] scales)
    {
        if (twin is not { CanJudge: true })
            return null;
        (string What, double Before, double After)[] moves =
        [
            ("the ratio of the first to the last gradient", study.Log10Ratio, twin.Log10Ratio),
            .. study.KnowsLoss
                ? [("the smallest gradient", study.Weakest.Log10Gradient, twin.Weakest.Log10Gradient), ("the largest gradient", study.Strongest.Log10Gradient, twin.Strongest.Log10Gradient)]
                : Array.Empty<(string, double, double)>(),
        ];
        var largest = moves.OrderByDescending(move => Math.Round(GainOf(move))).First();
        var gain = GainOf(largest);
        // What fits by the book may not help: a larger start keeps sigmoids going for longer.
        if (gain < 0.5 && moves.Min(GainOf) < -0.3)
            return null;
        var level = LevelOf(stack) == SignalLevel.Warning ? SignalLevel.Warning : SignalLevel.Info;
        var left = LevelOf(Stack(twin, limits));
        if (stack is not null && left >= stack.Level && level <= left)
            return null;
        var cure = (mismatches.Length > 0 ? mismatches : scales)[0].Name;
        var effect = gain >= 0.5
            ? $"with {cure}, {largest.What} is predicted to go from ≈{Numbers.OfLog10(largest.Before)} to ≈{Numbers.OfLog10(largest.After)}"
            : $"{cure} fits, though little is predicted to change here";
        return mismatches.Length > 0 ? InitializerMismatch.Tell(level, mismatches, effect)
            // A scale that was chosen with care, as AlexNet's, is wrong where something suffers.
            : level == SignalLevel.Warning || (stack is not null && gain >= limits.Effect) ? ScaleOffCriticality.Tell(level, scales, study, effect)
            : null;
    }

    private static double GainOf((string What, double Before, double After) move) => Math.Abs(move.Before) - Math.Abs(move.After);

    private static SignalLevel LevelOf(Ailment? ailment) => ailment?.Level ?? SignalLevel.Fine;

    private static bool IsCritical(double factor) => factor is >= 0.1 and <= 4;
}
