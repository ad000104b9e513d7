using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>min(max(x + 3, 0), 6)/6; its derivative follows from the result.</summary>
public readonly struct HardsigmoidFunction : IPointwise
{
    /// <inheritdoc/>
    public static bool DerivesFromResult => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Apply<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var six = VectorMath.Constant<T>(6);
        return Vector.Min(Vector.Max(x + VectorMath.Constant<T>(3), Vector<T>.Zero), six) / six;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Backward<T>(Vector<T> gradient, Vector<T> saved)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(Vector.GreaterThan(saved, Vector<T>.Zero) & Vector.LessThan(saved, Vector<T>.One), gradient / VectorMath.Constant<T>(6), Vector<T>.Zero);
}
