using DeepDsl;

namespace Challenges;

/// <summary>What came of one model and one seed.</summary>
/// <param name="Gradients">The norm of every weight's gradient before the first step, in order.</param>
/// <param name="Losses">The loss of every step, up to the one that was no number any more.</param>
internal sealed record Outcome(IReadOnlyList<double> Gradients, IReadOnlyList<float> Losses)
{
    private const int LastSteps = 30;

    /// <summary>The mean loss of the last steps; not a number where training diverged.</summary>
    public double FinalLoss => Losses.TakeLast(LastSteps).Average();

    public static Outcome Of(SignalMeasurement measurement, IReadOnlyList<float> losses) =>
        new([.. measurement.Parameters.Where(parameter => parameter.IsWeight).Select(parameter => parameter.GradientNorm)], losses);
}
