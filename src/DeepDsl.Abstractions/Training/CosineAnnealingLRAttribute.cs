namespace DeepDsl;

/// <summary>Half a cosine from the optimizer's learning rate down to <see cref="EtaMin"/>, as PyTorch's <c>CosineAnnealingLR</c>, after an optional linear warm-up (Loshchilov and Hutter, 2016, arXiv:1608.03983).</summary>
public sealed class CosineAnnealingLRAttribute : ScheduleAttribute, IHasContradictions
{
    /// <summary>The learning rate at the end.</summary>
    [Range(AtLeast = 0, Otherwise = "the last steps go up the loss")]
    public double EtaMin { get; set; }

    /// <summary>Steps on which the learning rate rises linearly from 0 before the cosine begins; they count in <see cref="ScheduleAttribute.TotalSteps"/>.</summary>
    [Range(AtLeast = 0, Otherwise = "the cosine begins behind its start")]
    public int WarmupSteps { get; set; }

    IEnumerable<Contradiction> IHasContradictions.Contradictions
    {
        get
        {
            if (TotalSteps > 0 && WarmupSteps > TotalSteps)
                yield return new(nameof(WarmupSteps), $"should get at most as many WarmupSteps as TotalSteps, {TotalSteps}, but gets {WarmupSteps}: training ends before the learning rate is reached") { IsMild = true };
        }
    }
}
