namespace DeepDsl;

/// <summary>How a weight is initialized. Fans are counted as PyTorch does: fan_in = inputs·kernel, fan_out = outputs·kernel.</summary>
public enum Initializer
{
    /// <summary>Chosen by the compiler: Kaiming before rectifiers, LeCun before SELU, Xavier before tanh and sigmoid and where nothing follows; biases zero.</summary>
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
