namespace Challenges;

/// <summary>What came of a model over all seeds.</summary>
internal sealed class Result(Candidate candidate, IReadOnlyList<Outcome> outcomes)
{
    public IReadOnlyList<Outcome> Outcomes { get; } = outcomes;

    public IReadOnlyList<double> PredictedGradients => candidate.PredictedGradients;

    /// <summary>The geometric mean over the seeds, for every weight.</summary>
    public IReadOnlyList<double> MeasuredGradients { get; } =
        [.. Enumerable.Range(0, outcomes[0].Gradients.Count).Select(layer => Math.Exp(outcomes.Average(outcome => Math.Log(outcome.Gradients[layer]))))];

    /// <summary>The first gradient over the last; not a number where there is none.</summary>
    public double PredictedRatio => PredictedGradients[0] / PredictedGradients[^1];

    /// <inheritdoc cref="PredictedRatio"/>
    public double MeasuredRatio => MeasuredGradients[0] / MeasuredGradients[^1];

    /// <summary>The mean over the seeds; not a number where training diverged with any.</summary>
    public double FinalLoss => Outcomes.Average(outcome => outcome.FinalLoss);

    public static Result Of(Candidate candidate, Course course, int seeds) =>
        new(candidate, [.. Enumerable.Range(1, seeds).Select(seed => candidate.Train(course, seed))]);
}
