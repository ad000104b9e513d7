using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>min(max(0, x), 6); its derivative follows from the result.</summary>
public readonly struct ReLU6Function : IPointwise
{
    /// <inheritdoc/>
    public static bool DerivesFromResult => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Apply<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.Min(Vector.Max(x, Vector<T>.Zero), VectorMath.Constant<T>(6));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Backward<T>(Vector<T> gradient, Vector<T> saved)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(Vector.GreaterThan(saved, Vector<T>.Zero) & Vector.LessThan(saved, VectorMath.Constant<T>(6)), gradient, Vector<T>.Zero);
}
