using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepDsl.Kernels;

namespace DeepDsl.Training;

/// <summary>A vector as the rules of optimizers see it: they are written once, and compiled for every width.</summary>
internal interface IVector<TSelf>
    where TSelf : unmanaged, IVector<TSelf>
{
    static abstract TSelf Of(double value);

    static abstract TSelf Sqrt(TSelf x);

    static abstract TSelf Abs(TSelf x);

    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>Zero where a value is about to become a denormal number, on which processors are slow.</summary>
    static abstract TSelf Flushed(TSelf x);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);
}

/// <summary>The runtime's vector: 256 bits at most.</summary>
internal readonly struct Narrow<T>(Vector<T> value) : IVector<Narrow<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Of(double value) => new(VectorMath.Constant<T>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Sqrt(Narrow<T> x) => new(Vector.SquareRoot(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Abs(Narrow<T> x) => new(Vector.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Max(Narrow<T> a, Narrow<T> b) => new(Vector.Max(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Flushed(Narrow<T> x) =>
        new(Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x._value), new(Tiny.Of<T>())), Vector<T>.Zero, x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator +(Narrow<T> a, Narrow<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator -(Narrow<T> a, Narrow<T> b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator *(Narrow<T> a, Narrow<T> b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator /(Narrow<T> a, Narrow<T> b) => new(a._value / b._value);
}

/// <summary>512 bits, for processors that work on them as fast: roots and quotients, which Adam is made of, come twice as fast.</summary>
internal readonly struct Wide<T>(Vector512<T> value) : IVector<Wide<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Of(double value) => new(Vector512.Create(T.CreateTruncating(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Sqrt(Wide<T> x) => new(Vector512.Sqrt(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Abs(Wide<T> x) => new(Vector512.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Max(Wide<T> a, Wide<T> b) => new(Vector512.Max(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Flushed(Wide<T> x) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x._value), Vector512.Create(Tiny.Of<T>())), Vector512<T>.Zero, x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator +(Wide<T> a, Wide<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator -(Wide<T> a, Wide<T> b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator *(Wide<T> a, Wide<T> b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator /(Wide<T> a, Wide<T> b) => new(a._value / b._value);
}

/// <summary>What counts as nothing.</summary>
internal static class Tiny
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(typeof(T) == typeof(double) ? 1e-300 : 1e-37);
}
