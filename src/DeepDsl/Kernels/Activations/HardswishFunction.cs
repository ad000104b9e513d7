using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>x·min(max(x + 3, 0), 6)/6.</summary>
public readonly struct HardswishFunction : IPointwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Apply<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var six = VectorMath.Constant<T>(6);
        return x * Vector.Min(Vector.Max(x + VectorMath.Constant<T>(3), Vector<T>.Zero), six) / six;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Backward<T>(Vector<T> gradient, Vector<T> saved)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var three = VectorMath.Constant<T>(3);
        var middle = gradient * (saved / three + VectorMath.Constant<T>(0.5));
        var aboveMinus = Vector.ConditionalSelect(Vector.LessThan(saved, -three), Vector<T>.Zero, middle);
        return Vector.ConditionalSelect(Vector.GreaterThan(saved, three), gradient, aboveMinus);
    }
}
