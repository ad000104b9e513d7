namespace DeepDsl.Training;

/// <summary>How learning rate and momentum change over a training.</summary>
/// <param name="options">What was declared.</param>
public abstract class Schedule(ScheduleAttribute options)
{
    internal long? DeclaredSteps => options.TotalSteps > 0 ? options.TotalSteps : null;

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="total">The number of steps.</param>
    /// <param name="peak">The optimizer's learning rate.</param>
    public abstract double LearningRate(long step, long total, double peak);

    /// <summary>The momentum of a step; null where it stays as declared.</summary>
    public virtual double? Momentum(long step, long total) => null;
}

/// <summary>One cycle up to the learning rate and down again, as PyTorch's <c>OneCycleLR</c> (Smith and Topin, 2017, arXiv:1708.07120).</summary>
public sealed class OneCycleLR(OneCycleLRAttribute options) : Schedule(options)
{
    /// <inheritdoc/>
    public override double LearningRate(long step, long total, double peak)
    {
        var first = peak / options.DivFactor;
        return Cycle(step, total, first, peak, first / options.FinalDivFactor);
    }

    /// <inheritdoc/>
    public override double? Momentum(long step, long total) =>
        options.CycleMomentum ? Cycle(step, total, options.MaxMomentum, options.BaseMomentum, options.MaxMomentum) : null;

    private double Cycle(long step, long total, double from, double turn, double to)
    {
        var (top, end) = (options.PctStart * total - 1, total - 1.0);
        return step <= top
            ? Anneal(from, turn, top > 0 ? step / top : 1)
            : Anneal(turn, to, end > top ? Math.Min(1, (step - top) / (end - top)) : 1);
    }

    private double Anneal(double from, double to, double share) => options.AnnealStrategy == AnnealStrategy.Cos
        ? to + (from - to) / 2 * (1 + Math.Cos(Math.PI * share))
        : from + (to - from) * share;
}

/// <summary>Half a cosine down, as PyTorch's <c>CosineAnnealingLR</c>, after a linear warm-up (Loshchilov and Hutter, 2016, arXiv:1608.03983).</summary>
public sealed class CosineAnnealingLR(CosineAnnealingLRAttribute options) : Schedule(options)
{
    /// <inheritdoc/>
    public override double LearningRate(long step, long total, double peak)
    {
        if (step < options.WarmupSteps)
            return peak * (step + 1) / (options.WarmupSteps + 1);
        var share = Math.Min(1, (step - options.WarmupSteps) / (double)Math.Max(1, total - options.WarmupSteps));
        return options.EtaMin + (peak - options.EtaMin) * (1 + Math.Cos(Math.PI * share)) / 2;
    }
}
