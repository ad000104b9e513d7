using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>x·Φ(x).</summary>
public readonly struct GELUFunction : IPointwise
{
    /// <inheritdoc/>
    public Vector<T> Apply<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * VectorMath.NormalCdf(x);

    /// <inheritdoc/>
    public Vector<T> Backward<T>(Vector<T> gradient, Vector<T> saved)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        gradient * (VectorMath.NormalCdf(saved) + saved * VectorMath.NormalDensity(saved));
}
