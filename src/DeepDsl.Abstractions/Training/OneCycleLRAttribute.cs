namespace DeepDsl;

/// <summary>One cycle up to the optimizer's learning rate and down again, as PyTorch's <c>OneCycleLR</c> (Smith and Topin, 2017, arXiv:1708.07120).</summary>
public sealed class OneCycleLRAttribute : ScheduleAttribute, IHasContradictions
{
    /// <summary>The share of the steps spent on the way up.</summary>
    [Range(AtLeast = 0, AtMost = 1)]
    public double PctStart { get; set; } = 0.3;

    /// <summary>The peak divided by the first learning rate.</summary>
    [Range(Above = 0)]
    public double DivFactor { get; set; } = 25;

    /// <summary>The first learning rate divided by the last one.</summary>
    [Range(Above = 0)]
    public double FinalDivFactor { get; set; } = 1e4;

    /// <summary>The shape of both ways.</summary>
    public AnnealStrategy AnnealStrategy { get; set; }

    /// <summary>Whether the momentum (Adam's Beta1) runs the opposite way between <see cref="MaxMomentum"/> and <see cref="BaseMomentum"/>; an SGD without momentum has none to cycle.</summary>
    public bool CycleMomentum { get; set; } = true;

    /// <summary>The momentum at the peak of the learning rate.</summary>
    [OnlyWith(nameof(CycleMomentum))]
    [Range(AtLeast = 0, Below = 1, Otherwise = "updates add up without end, or turn against each other")]
    public double BaseMomentum { get; set; } = 0.85;

    /// <summary>The momentum at both ends.</summary>
    [OnlyWith(nameof(CycleMomentum))]
    [Range(AtLeast = 0, Below = 1, Otherwise = "updates add up without end, or turn against each other")]
    public double MaxMomentum { get; set; } = 0.95;

    IEnumerable<Contradiction> IHasContradictions.Contradictions
    {
        get
        {
            if (CycleMomentum && BaseMomentum > MaxMomentum)
                yield return new(nameof(BaseMomentum), FormattableString.Invariant($"should get a BaseMomentum of at most the MaxMomentum, {MaxMomentum}, but gets {BaseMomentum}: momentum is to fall while the learning rate rises")) { IsMild = true };
        }
    }
}
