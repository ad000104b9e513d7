using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>min(max(x, low), high). As in PyTorch, the bounds themselves pass the gradient.</summary>
public readonly struct ClampFunction(double low, double high) : IPointwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Apply<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.Min(Vector.Max(x, VectorMath.Constant<T>(low)), VectorMath.Constant<T>(high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Backward<T>(Vector<T> gradient, Vector<T> saved)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.ConditionalSelect(
            Vector.GreaterThanOrEqual(saved, VectorMath.Constant<T>(low)) & Vector.LessThanOrEqual(saved, VectorMath.Constant<T>(high)), gradient, Vector<T>.Zero);
}
