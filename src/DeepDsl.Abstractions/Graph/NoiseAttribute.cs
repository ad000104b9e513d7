namespace DeepDsl;

/// <summary>Standard normal noise of the shape of another member, drawn anew in every training step (Kingma and Welling, 2013, arXiv:1312.6114). A member that begins with it takes up no other value.</summary>
/// <remarks>
/// It has no gradient. The draws are a function of the model's seed, the step and the layer, as dropout's are, so that training repeats to the bit.
/// In inference the noise is zero: <c>Predict</c>, and <c>forward</c> after <c>eval()</c>, of a variational autoencoder reconstruct from the mean.
/// To sample, make the noise an <see cref="InputAttribute"/> of a second model over the decoder, or draw in a training loop of your own.
/// </remarks>
public sealed class NoiseAttribute : OperatorAttribute
{
    /// <summary>The name of the member whose shape the noise takes.</summary>
    public string? Like { get; set; }

    internal override IEnumerable<string?> OtherInputs => Like is null ? [] : [Like];

    internal override bool IsSource => true;
}
