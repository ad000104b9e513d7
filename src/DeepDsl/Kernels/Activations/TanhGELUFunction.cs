using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>0.5·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))).</summary>
public readonly struct TanhGELUFunction : IPointwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Apply<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var half = VectorMath.Constant<T>(0.5);
        return half * x * (Vector<T>.One + VectorMath.Tanh(Inner(x)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Backward<T>(Vector<T> gradient, Vector<T> saved)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var half = VectorMath.Constant<T>(0.5);
        var tanh = VectorMath.Tanh(Inner(saved));
        var slope = VectorMath.Constant<T>(Scale) * (Vector<T>.One + VectorMath.Constant<T>(3 * Cubic) * saved * saved);
        return gradient * half * (Vector<T>.One + tanh + saved * (Vector<T>.One - tanh * tanh) * slope);
    }

    private const double Cubic = 0.044715;

    private const double Scale = 0.7978845608028654;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Inner<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorMath.Constant<T>(Scale) * (x + VectorMath.Constant<T>(Cubic) * x * x * x);
}
