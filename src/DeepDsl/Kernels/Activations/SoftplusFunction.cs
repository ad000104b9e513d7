using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>log(1 + e^(β·x))/β, and x itself where β·x &gt; 20.</summary>
public readonly struct SoftplusFunction(double beta) : IPointwise
{
    private const double Threshold = 20;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Apply<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scaled = x * VectorMath.Constant<T>(beta);
        // Written so that no exponential overflows.
        var smooth = Vector.Max(scaled, Vector<T>.Zero) + VectorMath.LogP1(VectorMath.Exp(-Vector.Abs(scaled)));
        return Vector.ConditionalSelect(Vector.GreaterThan(scaled, VectorMath.Constant<T>(Threshold)), x, smooth / VectorMath.Constant<T>(beta));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Backward<T>(Vector<T> gradient, Vector<T> saved)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scaled = saved * VectorMath.Constant<T>(beta);
        return Vector.ConditionalSelect(Vector.GreaterThan(scaled, VectorMath.Constant<T>(Threshold)), gradient, gradient * VectorMath.Sigmoid(scaled));
    }
}
