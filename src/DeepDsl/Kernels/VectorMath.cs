using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Functions of whole vectors of either floating-point type.</summary>
internal static class VectorMath
{
    // erfc(z) = t·exp(−z² + P(t)) with t = 2/(2+z): a Chebyshev fit of P, good to the last digit of a double (Press et al., Numerical Recipes, 3rd edition, 6.2.2).
    private static ReadOnlySpan<double> Erfc =>
    [
        -1.3026537197817094, 6.4196979235649026e-1, 1.9476473204185836e-2, -9.561514786808631e-3, -9.46595344482036e-4, 3.66839497852761e-4, 4.2523324806907e-5,
        -2.0278578112534e-5, -1.624290004647e-6, 1.303655835580e-6, 1.5626441722e-8, -8.5238095915e-8, 6.529054439e-9, 5.059343495e-9, -9.91364156e-10,
        -2.27365122e-10, 9.6467911e-11, 2.394038e-12, -6.886027e-12, 8.94487e-13, 3.13092e-13, -1.12708e-13, 3.81e-16, 7.106e-15, -1.523e-15, -9.4e-17,
        1.21e-16, -2.8e-17,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Constant<T>(double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(T.CreateTruncating(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exp<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double)
            ? Vector.As<double, T>(Vector.Exp(Vector.As<T, double>(x)))
            : Vector.As<float, T>(Exp(Vector.As<T, float>(x)));

    /// <summary>a·b + c, rounded once where the processor can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> a, Vector<T> b, Vector<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double)
            ? Vector.As<double, T>(Vector.MultiplyAddEstimate(Vector.As<T, double>(a), Vector.As<T, double>(b), Vector.As<T, double>(c)))
            : Vector.As<float, T>(Vector.MultiplyAddEstimate(Vector.As<T, float>(a), Vector.As<T, float>(b), Vector.As<T, float>(c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> MultiplyAdd(Vector<float> a, Vector<float> b, float c) => Vector.MultiplyAddEstimate(a, b, new(c));

    // eˣ = 2ⁿ·eʳ with |r| ≤ ln 2 / 2: the polynomial of Cephes' expf, good to two units in the last place. What is too small to be a normal number is 0: denormals are slow.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Exp(Vector<float> x)
    {
        var n = Vector.MinNative(Vector.Round(x * new Vector<float>(1.44269504088896341f)), new Vector<float>(127));
        var r = Vector.MultiplyAddEstimate(n, new Vector<float>(2.12194440e-4f), Vector.MultiplyAddEstimate(n, new Vector<float>(-0.693359375f), x));
        var p = new Vector<float>(1.9875691500e-4f);
        p = MultiplyAdd(p, r, 1.3981999507e-3f);
        p = MultiplyAdd(p, r, 8.3334519073e-3f);
        p = MultiplyAdd(p, r, 4.1665795894e-2f);
        p = MultiplyAdd(p, r, 1.6666665459e-1f);
        p = MultiplyAdd(p, r, 5.0000001201e-1f);
        p = Vector.MultiplyAddEstimate(p, r * r, r) + Vector<float>.One;
        var power = Vector.AsVectorSingle((Vector.ConvertToInt32Native(n) + new Vector<int>(127)) << 23);
        return Vector.ConditionalSelect(Vector.LessThan(x, new Vector<float>(-87.3365f)), Vector<float>.Zero, p * power);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sin<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double)
            ? Vector.As<double, T>(Vector.Sin(Vector.As<T, double>(x)))
            : Vector.As<float, T>(Vector.Sin(Vector.As<T, float>(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Cos<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double)
            ? Vector.As<double, T>(Vector.Cos(Vector.As<T, double>(x)))
            : Vector.As<float, T>(Vector.Cos(Vector.As<T, float>(x)));

    /// <summary>Sine and cosine of 2π·x for 0 ≤ x ≤ 1, which needs no reduction of large angles: the polynomials of Cephes over an eighth of a turn to both sides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<T> Sine, Vector<T> Cosine) SinCosOfTurns<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (quarters, one, two) = (Constant<T>(4) * x, Vector<T>.One, Constant<T>(2));
        // So large a number has no digits after the point, and rounds what is added to it.
        var rounding = Constant<T>(typeof(T) == typeof(double) ? 6755399441055744 : 12582912);
        var quadrant = quarters + rounding - rounding;
        var angle = (quarters - quadrant) * Constant<T>(Math.PI / 2);
        var square = angle * angle;
        var sine = Constant<T>(1.58962301576546568060e-10);
        sine = MultiplyAdd(sine, square, Constant<T>(-2.50507477628578072866e-8));
        sine = MultiplyAdd(sine, square, Constant<T>(2.75573136213857245213e-6));
        sine = MultiplyAdd(sine, square, Constant<T>(-1.98412698295895385996e-4));
        sine = MultiplyAdd(sine, square, Constant<T>(8.33333333332211858878e-3));
        sine = MultiplyAdd(sine, square, Constant<T>(-1.66666666666666307295e-1));
        sine = MultiplyAdd(sine, square * angle, angle);
        var cosine = Constant<T>(-1.13585365213876817300e-11);
        cosine = MultiplyAdd(cosine, square, Constant<T>(2.08757008419747316778e-9));
        cosine = MultiplyAdd(cosine, square, Constant<T>(-2.75573141792967388112e-7));
        cosine = MultiplyAdd(cosine, square, Constant<T>(2.48015872888517045348e-5));
        cosine = MultiplyAdd(cosine, square, Constant<T>(-1.38888888888730564116e-3));
        cosine = MultiplyAdd(cosine, square, Constant<T>(4.16666666666665929218e-2));
        cosine = MultiplyAdd(cosine, square * square, one - Constant<T>(0.5) * square);
        // A quarter of a turn on, the cosine takes the sine's place, and half a turn on, the signs change.
        var (isFirst, isSecond, isThird) = (Vector.Equals(quadrant, one), Vector.Equals(quadrant, two), Vector.Equals(quadrant, Constant<T>(3)));
        (sine, cosine) = (Vector.ConditionalSelect(isFirst | isThird, cosine, sine), Vector.ConditionalSelect(isFirst | isThird, sine, cosine));
        return (Vector.ConditionalSelect(isSecond | isThird, -sine, sine), Vector.ConditionalSelect(isFirst | isSecond, -cosine, cosine));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Log<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double)
            ? Vector.As<double, T>(Vector.Log(Vector.As<T, double>(x)))
            : Vector.As<float, T>(Vector.Log(Vector.As<T, float>(x)));

    /// <summary>log(1 + x) for x ≥ -1, to the last digits also where x is tiny (Kahan's correction of the rounding of 1 + x).</summary>
    [MethodImpl(Hot.Loop)]
    public static Vector<T> LogP1<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rounded = Vector<T>.One + x;
        var log = Log(rounded);
        var isTiny = Vector.Equals(rounded, Vector<T>.One);
        return Vector.ConditionalSelect(isTiny, x, x * log / Vector.ConditionalSelect(isTiny, Vector<T>.One, rounded - Vector<T>.One));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sigmoid<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.One / (Vector<T>.One + Exp(-x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Tanh<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var decay = Exp(Constant<T>(-2) * Vector.Abs(x));
        return Vector.CopySign((Vector<T>.One - decay) / (Vector<T>.One + decay), x);
    }

    /// <summary>The distribution function of the normal distribution.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> NormalCdf<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double)
            ? Vector.As<double, T>(NormalCdf(Vector.As<T, double>(x)))
            : Vector.As<float, T>(NormalCdf(Vector.As<T, float>(x), out _));

    [MethodImpl(Hot.Loop)]
    private static Vector<double> NormalCdf(Vector<double> x)
    {
        var z = Vector.Abs(x) * Constant<double>(1 / Math.Sqrt(2));
        var two = Constant<double>(2);
        var t = two / (two + z);
        var y = Constant<double>(4) * t - two;
        var (sum, previous) = (Vector<double>.Zero, Vector<double>.Zero);
        for (var i = Erfc.Length - 1; i > 0; i--)
            (sum, previous) = (y * sum - previous + Constant<double>(Erfc[i]), sum);
        var half = Constant<double>(0.5);
        var upper = half * t * Exp(half * (Constant<double>(Erfc[0]) + y * sum) - previous - z * z);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), upper, Vector<double>.One - upper);
    }

    // Abramowitz and Stegun 7.1.26: off by less than 1.5e-7, which is a unit in the last place of a probability near 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> NormalCdf(Vector<float> x, out Vector<float> decay)
    {
        var z = Vector.Abs(x) * new Vector<float>(0.70710678f);
        var t = Vector<float>.One / MultiplyAdd(new(0.3275911f), z, 1);
        var p = MultiplyAdd(new(1.061405429f), t, -1.453152027f);
        p = MultiplyAdd(p, t, 1.421413741f);
        p = MultiplyAdd(p, t, -0.284496736f);
        p = MultiplyAdd(p, t, 0.254829592f);
        decay = Exp(-z * z);
        var upper = new Vector<float>(0.5f) * p * t * decay;
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), upper, Vector<float>.One - upper);
    }

    /// <summary>The distribution function of the normal distribution, and its density.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<T> Cdf, Vector<T> Density) Normal<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
            return (NormalCdf(x), NormalDensity(x));
        var cdf = NormalCdf(Vector.As<T, float>(x), out var decay);
        return (Vector.As<float, T>(cdf), Vector.As<float, T>(new Vector<float>(0.39894228f) * decay));
    }

    /// <summary>The density of the normal distribution.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> NormalDensity<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Constant<T>(1 / Math.Sqrt(2 * Math.PI)) * Exp(Constant<T>(-0.5) * x * x);
}
