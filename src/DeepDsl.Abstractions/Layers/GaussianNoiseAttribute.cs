namespace DeepDsl;

/// <summary>Adds normal noise of mean zero while training, and nothing in inference (Sietsma and Dow, 1991; Keras's <c>GaussianNoise</c>).</summary>
/// <remarks>The draws are a function of the model's seed, the step and the layer, as dropout's are, so that training repeats to the bit. The gradient passes unchanged.</remarks>
public sealed class GaussianNoiseAttribute : OperatorAttribute
{
    /// <summary>Noise with the standard deviation <paramref name="std"/>, at least 0.</summary>
    public GaussianNoiseAttribute(double std) => Std = std;

    /// <summary>Noise whose standard deviation is a member.</summary>
    public GaussianNoiseAttribute(string std) => Std = std;

    /// <summary>The standard deviation.</summary>
    public object Std { get; }
}
