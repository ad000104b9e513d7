namespace DeepDsl;

/// <summary>Half a cosine from the optimizer's learning rate down to <see cref="EtaMin"/>, as PyTorch's <c>CosineAnnealingLR</c>, after an optional linear warm-up (Loshchilov and Hutter, 2016, arXiv:1608.03983).</summary>
public sealed class CosineAnnealingLRAttribute : ScheduleAttribute
{
    /// <summary>The learning rate at the end.</summary>
    public double EtaMin { get; set; }

    /// <summary>Steps on which the learning rate rises linearly from 0 before the cosine begins; they count in <see cref="ScheduleAttribute.TotalSteps"/>.</summary>
    public int WarmupSteps { get; set; }
}
