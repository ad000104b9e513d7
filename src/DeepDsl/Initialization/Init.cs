namespace DeepDsl.Initialization;

/// <summary>How a parameter starts. Every distribution draws from a stream of its own, so that adding a layer changes no other.</summary>
public abstract class Init
{
    /// <summary>All the same value.</summary>
    public static Init Constant(double value) => new ConstantInit(value);

    /// <summary>N(0, std²).</summary>
    public static Init Normal(double std) => new NormalInit(std, double.PositiveInfinity);

    /// <summary>N(0, std²), redrawn outside ±2 as PyTorch's <c>trunc_normal_</c> does.</summary>
    public static Init TruncNormal(double std) => new NormalInit(std, 2);

    /// <summary>U(-bound, bound).</summary>
    public static Init Uniform(double bound) => new UniformInit(bound);

    /// <summary>PyTorch's default of Linear and Conv2d: U(±1/√fan_in).</summary>
    public static Init TorchDefault(long fanIn) => Uniform(1 / Math.Sqrt(fanIn));

    /// <summary>N(0, gain²/fan) (He et al., 2015, arXiv:1502.01852).</summary>
    public static Init KaimingNormal(long fan, double gain) => Normal(gain / Math.Sqrt(fan));

    /// <summary>U(±gain·√(3/fan)) (He et al., 2015, arXiv:1502.01852).</summary>
    public static Init KaimingUniform(long fan, double gain) => Uniform(gain * Math.Sqrt(3.0 / fan));

    /// <summary>N(0, gain²·2/(fanIn + fanOut)) (Glorot and Bengio, 2010).</summary>
    public static Init XavierNormal(long fanIn, long fanOut, double gain) => Normal(gain * Math.Sqrt(2.0 / (fanIn + fanOut)));

    /// <summary>U(±gain·√(6/(fanIn + fanOut))) (Glorot and Bengio, 2010).</summary>
    public static Init XavierUniform(long fanIn, long fanOut, double gain) => Uniform(gain * Math.Sqrt(6.0 / (fanIn + fanOut)));

    /// <summary>N(0, gain²/fanIn) (LeCun et al., 1998).</summary>
    public static Init LeCunNormal(long fanIn, double gain) => Normal(gain / Math.Sqrt(fanIn));

    /// <summary>U(±gain·√(3/fanIn)) (LeCun et al., 1998).</summary>
    public static Init LeCunUniform(long fanIn, double gain) => Uniform(gain * Math.Sqrt(3.0 / fanIn));

    /// <summary>A random (semi-)orthogonal matrix times the gain (Saxe et al., 2013, arXiv:1312.6120).</summary>
    public static Init Orthogonal(double gain) => new OrthogonalInit(gain);

    /// <summary>Writes the initial values.</summary>
    /// <param name="values">The parameter, in PyTorch's layout.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="random">Its stream.</param>
    internal abstract void Fill(Span<float> values, long[] shape, RandomStream random);
}
