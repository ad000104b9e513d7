using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Operators.Layers;
using DeepDsl.Compiler.Signal.Judging.Ailments;

namespace DeepDsl.Compiler.Signal.Judging;

/// <summary>Tries out what could cure a model, and keeps what is predicted to help.</summary>
public static class Cures
{
    private const int Most = 3;
    private const int FewStatistics = 8;
    private const int LongestBranch = 4;
    private const double Alike = 0.035;
    private const string WithoutInitializerAndSkips = "Remove the initializer, and add a skip connection around every few layers";

    /// <summary>The cures that help, the best first; of equals the one that changes least.</summary>
    /// <param name="diagnosis">What is wrong.</param>
    /// <param name="limits">From where on something is wrong.</param>
    /// <param name="cancel">Stops between two tries.</param>
    public static IEnumerable<Cure> Of(SignalDiagnosis diagnosis, SignalLimits limits, CancellationToken cancel = default)
    {
        if (diagnosis.Ailment is not { } ailment)
            return [];
        var candidates = Candidates(diagnosis, limits);
        if (ailment is not (InitializerMismatch or ScaleOffCriticality))
            return Tried(candidates, ailment, diagnosis, limits, cancel);
        // Whose initializers alone are to blame needs nothing else, unless the stack is too deep for any.
        Cure[] byInitializer = [.. Tried(candidates.Where((candidate, index) => index == 0 || (candidate.What == WithoutInitializerAndSkips && IsDeep(diagnosis.Study, limits))), ailment, diagnosis, limits, cancel)];
        return byInitializer.Length > 0 ? byInitializer : Tried(candidates.Skip(1), ailment, diagnosis, limits, cancel);
    }

    private static IEnumerable<Cure> Tried(IEnumerable<(string What, IReadOnlyList<AttributeChange> Changes)> candidates, Ailment ailment, SignalDiagnosis diagnosis, SignalLimits limits, CancellationToken cancel)
    {
        var model = diagnosis.Study.Graph.Declaration;
        (Cure Cure, bool IsDeep)[] helpful =
        [
            .. from candidate in candidates.Select(candidate =>
               {
                   cancel.ThrowIfCancellationRequested();
                   return candidate;
               })
               where candidate.Changes.Count > 0
               let graph = SignalDiagnoses.Study(AttributeChange.Apply(model, candidate.Changes), limits.Batch)?.Graph
               where graph is not null
               let after = SignalDiagnoses.Of(graph, limits)
               where after is not null && Helps(ailment, after, limits)
               orderby after.Ailment?.Level ?? SignalLevel.Fine
               select (new Cure(candidate.What, Effect(ailment, diagnosis.Study, after.Study), candidate.Changes), IsDeep(after.Study, limits)),
        ];
        // Where the way stays as long as that, some trained and some did not; where it was shortened, all did.
        return helpful.Where(found => !found.IsDeep || helpful.All(other => other.IsDeep)).Select(found => found.Cure).Take(Most);
    }

    // Tanh of 50 layers trained whatever the optimizer, GELU of 30 with Adam and not with SGD.
    private static bool IsDeep(SignalStudy study, SignalLimits limits) => study.Depth >= (study.Optimizer == OptimizerFamily.Sgd ? limits.Depth.Info : limits.Depth.Warning);

    /// <summary>Whether a model may be expected to train: nobody warns of it, it tells inputs apart, and the way from its first layers to the loss is not very long.</summary>
    /// <param name="diagnosis">What is wrong with it.</param>
    /// <param name="limits">From where on something is wrong.</param>
    public static bool IsMended(SignalDiagnosis diagnosis, SignalLimits limits) => IsSound(diagnosis, limits) && !IsDeep(diagnosis.Study, limits);

    private static bool IsSound(SignalDiagnosis diagnosis, SignalLimits limits) => diagnosis.Ailment is not { Level: SignalLevel.Warning } && !AreAlike(diagnosis.Study, limits);

    // With gradients that are sound, a stack of 30 layers of ReLU hardly trained, and one of 20 did. What normalizes one sample keeps inputs as alike as they are.
    private static bool AreAlike(SignalStudy study, SignalLimits limits) => study.HiddenActivations.Any(signal => signal.Node.Node is { } node && study.IsCut(node)
        && (study.LayersUpTo(node) >= limits.SimilarDepth.Info || study.LayersSinceNorm(node) < study.LayersUpTo(node))
        && 1 - signal.Correlation <= (signal.Node.Field.Positions > 1 ? limits.MapDifference.Warning : Alike));

    private static bool Helps(Ailment before, SignalDiagnosis after, SignalLimits limits)
    {
        if (before is not DeepPath && !(after.Study.CanJudge && IsSound(after, limits)))
            return false;
        // A layer's normalization makes a stack no longer plain, and inputs no less alike.
        if (before is SimilarInputs && Difference(after.Study) <= Math.Log10(limits.Difference.Info))
            return false;
        return after.Ailment is not { } left || left.Level < before.Level || (before is InitializerMismatch or ScaleOffCriticality && left.GetType() != before.GetType());
    }

    private static IEnumerable<(string What, IReadOnlyList<AttributeChange> Changes)> Candidates(SignalDiagnosis diagnosis, SignalLimits limits)
    {
        var study = diagnosis.Study;
        yield return ("Use the initializer that matches the activation", diagnosis.MatchingInitializers);
        var skips = Skips(study);
        (string What, IReadOnlyList<AttributeChange> Changes)[] norms = diagnosis.Ailment is DeepPath ? [] : [Norms(study, limits, batch: false), Norms(study, limits, batch: true)];
        foreach (var norm in norms)
            yield return norm;
        yield return ("Add a skip connection around every few layers", skips);
        if (skips.Length > 0 && (diagnosis.MatchingInitializers.Count > 0 || diagnosis.Ailment is DeepPath) && Left(study).ToArray() is { Length: > 0 } left)
            yield return (WithoutInitializerAndSkips, [.. left, .. skips]);
        if (diagnosis.Ailment is not DeepPath)
            yield return Rectifiers(study);
        foreach (var (what, changes) in norms.Where(norm => norm.Changes.Count > 0 && skips.Length > 0))
            yield return ($"{what}, and a skip connection around every few layers", [.. changes, .. skips]);
    }

    /// <summary>A normalization behind every layer that runs into an activation.</summary>
    private static (string What, IReadOnlyList<AttributeChange> Changes) Norms(SignalStudy study, SignalLimits limits, bool batch)
    {
        var names = new List<string>();
        var changes = new List<AttributeChange>();
        foreach (var layer in study.Graph.LiveNodes.Where(node => study.IsLayer(node) && !study.IsRescaled(node) && study.ActivationAfter(node) is { } activation && study.IsHidden(activation)))
        {
            if (AttributeChange.At(layer) is not { } at || NormFor(layer, limits, batch) is not { } norm)
                return ("", []);
            var cancels = norm.Name.StartsWith("BatchNorm", StringComparison.Ordinal);
            changes.Add(at with
            {
                Behind = [norm],
                Set = cancels ? [new(nameof(WeightedAttribute.Bias), new(false))] : [],
                Unset = cancels ? [nameof(WeightedAttribute.BiasInit), nameof(WeightedAttribute.BiasValue)] : [],
            });
            names.Add($"{norm.Name} after every {layer.Declaration!.Name}");
        }
        return ($"Insert {string.Join(" and ", names.Distinct())}", [.. changes.Distinct()]);
    }

    private static AttributeDeclaration? NormFor(GraphNode layer, SignalLimits limits, bool batch) => layer.Operator switch
    {
        Linear when !batch => Plain(nameof(LayerNormAttribute)),
        Linear when layer.Shape.Rank == 1 && limits.Batch >= FewStatistics => Plain(nameof(BatchNorm1dAttribute)),
        Conv2d or ConvTranspose2d when batch && (long)limits.Batch * layer.Shape.Height * layer.Shape.Width >= FewStatistics => Plain(nameof(BatchNorm2dAttribute)),
        Conv2d or ConvTranspose2d when !batch => new(nameof(GroupNormAttribute), [new(1)], []),
        _ => null,
    };

    /// <summary>A skip connection around every member, or block, of a few layers.</summary>
    private static AttributeChange[] Skips(SignalStudy study)
    {
        var changes = new List<AttributeChange>();
        foreach (var place in study.Graph.LiveNodes.Where(node => AttributeChange.At(node) is not null).GroupBy(node => (node.Instance, AttributeChange.At(node)!.Member)))
        {
            GraphNode[] nodes = [.. place];
            var (first, last) = (nodes[0], nodes[nodes.Length - 1]);
            if (first.ValueInputs.FirstOrDefault() is not { } from || nodes.Count(study.IsLayer) is < 1 or > LongestBranch || nodes.Any(study.Adds) || study.LayersAfter(last) == 0
                || AttributeChange.At(last) is not { } at || ResidualFrom(from, last) is not { } residual)
                continue;
            changes.Add(at with { Behind = [residual] });
        }
        // A block that is used in several places gets one kind of skip; the one with a projection fits all.
        return [.. changes.GroupBy(change => (change.Block, change.Member, change.Index)).Select(same => same.OrderByDescending(change => change.Behind[0].Named.Count).First())];
    }

    private static AttributeDeclaration? ResidualFrom(GraphNode from, GraphNode to) => Plain(nameof(ResidualAttribute)) is var plain && from.Shape.Equals(to.Shape) ? plain
        : to.Shape.IsImage && from.Shape.IsImage ? plain with { Named = [new(nameof(ResidualAttribute.Projection), new((int)Projection.Conv1x1BatchNorm))] }
        : to.Shape.Rank == from.Shape.Rank && to.Shape.Equals(from.Shape.WithLast(to.Shape.Last)) ? plain with { Named = [new(nameof(ResidualAttribute.Projection), new((int)Projection.Linear))] }
        : null;

    /// <summary>ReLU for every activation that shrinks, and its own initializer in front of it, whatever was written for the other.</summary>
    private static (string What, IReadOnlyList<AttributeChange> Changes) Rectifiers(SignalStudy study)
    {
        AttributeChange[] rectifiers =
        [
            .. (from signal in study.HiddenActivations
                let node = signal.Node.Node
                where Shrinks(node)
                select AttributeChange.At(node) into at
                where at is not null
                select at with { Instead = Plain(nameof(ReLUAttribute)) }).Distinct(),
        ];
        AttributeChange[] left = [.. Left(study, Shrinks)];
        return ($"Use ReLU instead of sigmoid and tanh{(left.Length > 0 ? ", and remove the initializer" : "")}", [.. rectifiers, .. left]);
    }

    private static bool Shrinks(GraphNode activation) => activation.Operator is IActivation { Matching.Initializer: Initializer.XavierUniform };

    /// <summary>Leaves the starts of weights to the compiler, where somebody wrote one in front of an activation.</summary>
    private static IEnumerable<AttributeChange> Left(SignalStudy study, Func<GraphNode, bool>? isConcerned = null) =>
        (from layer in MatchingInitializer.WrittenIn(study)
         where isConcerned is null || isConcerned(layer.Activation)
         let at = AttributeChange.At(layer.Layer)
         where at is not null
         select at.WithoutStart(layer.Written)).Distinct();

    /// <summary>The number that improves most.</summary>
    private static string? Effect(Ailment ailment, SignalStudy before, SignalStudy after)
    {
        if (ailment is DeepPath)
            return $"{before.Depth} → {after.Depth} layers to the loss";
        var ratio = ("gradient ratio", before.Log10Ratio, after.Log10Ratio);
        var smallest = ("smallest gradient", before.Weakest.Log10Gradient, after.Weakest.Log10Gradient);
        var moves = new List<(string Name, double Before, double After)>(ailment switch
        {
            SimilarInputs => [("difference of inputs", Difference(before), Difference(after))],
            SaturatedActivation => [("share of the gradient", Openness(before), Openness(after))],
            VanishingGradients => [ratio, smallest],
            _ => (IEnumerable<(string, double, double)>)[ratio, smallest, ("largest gradient", before.Strongest.Log10Gradient, after.Strongest.Log10Gradient)],
        });
        var largest = moves.OrderByDescending(move => Math.Round(Math.Abs(move.Before) - Math.Abs(move.After))).First();
        return Math.Abs(largest.Before) - Math.Abs(largest.After) < 0.3 ? null : $"{largest.Name} {Numbers.OfLog10(largest.Before)} → {Numbers.OfLog10(largest.After)}";
    }

    private static double Difference(SignalStudy study) =>
        Math.Log10(Math.Max(1 - study.HiddenActivations.Where(signal => study.IsCut(signal.Node.Node!)).Select(signal => signal.Correlation).DefaultIfEmpty(0).Max(), 1e-9));

    private static double Openness(SignalStudy study) =>
        Math.Log10(Math.Max(study.HiddenActivations.Select(signal => signal.Activation!.Openness).DefaultIfEmpty(1).Min(), 1e-9));

    private static AttributeDeclaration Plain(string attribute) => new(attribute, [], []);
}
