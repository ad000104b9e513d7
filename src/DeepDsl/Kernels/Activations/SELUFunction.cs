using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>λ·x for x &gt; 0, λ·α·(eˣ − 1) otherwise; its derivative follows from the result.</summary>
public readonly struct SELUFunction : IPointwise
{
    /// <inheritdoc/>
    public static bool DerivesFromResult => true;

    private const double Scale = 1.0507009873554804934193349852946;
    private const double Alpha = 1.6732632423543772848170429916717;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Apply<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.ConditionalSelect(
            Vector.GreaterThan(x, Vector<T>.Zero), VectorMath.Constant<T>(Scale) * x, VectorMath.Constant<T>(Scale * Alpha) * (VectorMath.Exp(x) - Vector<T>.One));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Backward<T>(Vector<T> gradient, Vector<T> saved)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        gradient * Vector.ConditionalSelect(Vector.GreaterThan(saved, Vector<T>.Zero), VectorMath.Constant<T>(Scale), saved + VectorMath.Constant<T>(Scale * Alpha));
}
