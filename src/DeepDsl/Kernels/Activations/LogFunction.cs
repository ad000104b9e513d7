using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>log x.</summary>
public readonly struct LogFunction : IPointwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Apply<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorMath.Log(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Backward<T>(Vector<T> gradient, Vector<T> saved)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => gradient / saved;
}
