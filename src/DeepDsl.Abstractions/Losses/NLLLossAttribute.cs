namespace DeepDsl;

/// <summary>The negative log-likelihood of class indices under log-probabilities, as PyTorch's <c>NLLLoss</c>. Log-probabilities come from <see cref="LogSoftmaxAttribute"/>; with logits, <see cref="CrossEntropyLossAttribute"/> is the same in one step.</summary>
public sealed class NLLLossAttribute : ClassesLossAttribute
{
    /// <summary>Judges the member it is written on, or the one result.</summary>
    public NLLLossAttribute()
    {
    }

    /// <summary>Judges the member <paramref name="value"/>.</summary>
    public NLLLossAttribute(string value) => Value = value;
}
