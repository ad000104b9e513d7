namespace DeepDsl;

/// <summary>How a weight is initialized. Fans are counted as PyTorch does: fan_in = inputs·kernel, fan_out = outputs·kernel.</summary>
public enum Initializer
{
    /// <summary>Chosen by the compiler: Kaiming before rectifiers, LeCun before SELU, SIREN's before sine, Xavier before tanh and sigmoid and where nothing follows; biases zero.</summary>
    /// <remarks>
    /// <para>
    /// Where these take something for granted that is not so, the compiler computes the gain from the signal that it predicts to arrive, and writes it into
    /// the generated code with the reason: behind GELU, SiLU and Hardswish, dropout, pooling, products and padding the second moment of the signal is kept.
    /// What a normalization follows, what saturates (tanh, sigmoid) and what is within two percent keeps the initializer of its name, and results are
    /// never enlarged. Means over windows are made up for halfway, since neighbours in pictures are alike.
    /// </para>
    /// <para>
    /// The last layer of each of L branches that are added to one stream without normalization, or all at once, gets 1/L of the stream's variance, as in GPT-2
    /// (Radford et al., 2019), Arpit et al. (2019, arXiv:1906.02341) and Hayou et al. (2021, arXiv:2010.12859).
    /// AutoInit (Bingham and Miikkulainen, 2023, arXiv:2109.08958) follows mean and variance of independent elements forward; here products of pairs within
    /// and across samples are followed as well, and what makes gradients grow, such as keeping the scale of tanh, is left alone.
    /// A <see cref="InitializedAttribute.WeightGain"/> that is written, and <see cref="FanMode.FanOut"/>, are taken as they are.
    /// </para>
    /// </remarks>
    Auto,

    /// <summary>PyTorch's default of Linear and Conv2d: U(±1/√fan_in) for weight and bias.</summary>
    TorchDefault,

    /// <summary>N(0, gain²/fan) (He et al., 2015, arXiv:1502.01852).</summary>
    KaimingNormal,

    /// <summary>U(±gain·√(3/fan)) (He et al., 2015, arXiv:1502.01852).</summary>
    KaimingUniform,

    /// <summary>N(0, gain²·2/(fan_in + fan_out)) (Glorot and Bengio, 2010).</summary>
    XavierNormal,

    /// <summary>U(±gain·√(6/(fan_in + fan_out))) (Glorot and Bengio, 2010).</summary>
    XavierUniform,

    /// <summary>N(0, gain²/fan_in) (LeCun et al., 1998).</summary>
    LeCunNormal,

    /// <summary>U(±gain·√(3/fan_in)) (LeCun et al., 1998).</summary>
    LeCunUniform,

    /// <summary>A random (semi-)orthogonal matrix times the gain (Saxe et al., 2013, arXiv:1312.6120).</summary>
    Orthogonal,

    /// <summary>N(0, std²).</summary>
    Normal,

    /// <summary>U(-bound, bound).</summary>
    Uniform,

    /// <summary>N(0, std²), redrawn outside two units as PyTorch's <c>trunc_normal_</c> does: the cut is at ±2, not at ±2·std.</summary>
    TruncNormal,

    /// <summary>All zero.</summary>
    Zeros,

    /// <summary>All the same value.</summary>
    Constant,
}
