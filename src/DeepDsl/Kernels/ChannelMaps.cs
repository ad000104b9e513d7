using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>y = f(x·scale + shift), with the summand before the function if there is one; y may be any of them.</summary>
internal readonly unsafe struct AffineMap<T, TFunction>(T* x, T* scale, T* shift, T* plus, T* y, TFunction function) : IChannelMap
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IPointwise
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<TLanes>(long at, int channel)
        where TLanes : struct, ILanes
    {
        var value = VectorMath.MultiplyAdd(TLanes.Load(x + at), TLanes.Load(scale + channel), TLanes.Load(shift + channel));
        if (plus != null)
            value += TLanes.Load(plus + at);
        TLanes.Store(function.Apply(value), y + at);
    }
}

/// <summary>y = gradient·a − x·b + shift; y may be the gradient.</summary>
internal readonly unsafe struct CombineMap<T, TFunction>(PreviousGradient<T, TFunction> gradient, T* x, T* a, T* b, T* shift, T* y) : IChannelMap
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IPointwise
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<TLanes>(long at, int channel)
        where TLanes : struct, ILanes
    {
        var value = TLanes.Load(x + at);
        var rest = VectorMath.MultiplyAdd(-value, TLanes.Load(b + channel), TLanes.Load(shift + channel));
        TLanes.Store(VectorMath.MultiplyAdd(gradient.Of<TLanes>(value, at, channel), TLanes.Load(a + channel), rest), y + at);
    }
}

/// <summary>The gradient of x·scale + shift, from that of a function of it: the argument is computed again.</summary>
internal readonly unsafe struct PreviousGradient<T, TFunction>(T* gradient, T* scale, T* shift, TFunction function)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IPointwise
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Of<TLanes>(Vector<T> x, long at, int channel)
        where TLanes : struct, ILanes
    {
        var after = TLanes.Load(gradient + at);
        if (typeof(TFunction) == typeof(Unchanged))
            return after;
        var argument = VectorMath.MultiplyAdd(x, TLanes.Load(scale + channel), TLanes.Load(shift + channel));
        return function.Backward(after, TFunction.DerivesFromResult ? function.Apply(argument) : argument);
    }
}

/// <summary>Σ (x − center) and Σ (x − center)².</summary>
internal readonly unsafe struct Moments<T>(T* x, T* center) : IChannelTerms<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TLanes>(long at, int channel, ref Vector<T> first, ref Vector<T> second)
        where TLanes : struct, ILanes
    {
        var value = TLanes.Load(x + at) - TLanes.Load(center + channel);
        first += value;
        second = VectorMath.MultiplyAdd(value, value, second);
    }
}

/// <summary>Σ g and Σ g·(x − center).</summary>
internal readonly unsafe struct Products<T, TFunction>(PreviousGradient<T, TFunction> gradient, T* x, T* center) : IChannelTerms<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IPointwise
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TLanes>(long at, int channel, ref Vector<T> first, ref Vector<T> second)
        where TLanes : struct, ILanes
    {
        var value = TLanes.Load(x + at);
        var before = gradient.Of<TLanes>(value, at, channel);
        first += before;
        second = VectorMath.MultiplyAdd(before, value - TLanes.Load(center + channel), second);
    }
}

/// <summary>Σ x.</summary>
internal readonly unsafe struct Values<T>(T* x) : IChannelTerms<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TLanes>(long at, int channel, ref Vector<T> first, ref Vector<T> second)
        where TLanes : struct, ILanes => first += TLanes.Load(x + at);
}

/// <summary>The gradient before a function, written on the way; it may take the place of that after it.</summary>
internal readonly unsafe struct FunctionGradient<T, TFunction>(T* gradient, T* saved, T* before, TFunction function)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IPointwise
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Write<TLanes>(long at)
        where TLanes : struct, ILanes
    {
        var value = function.Backward(TLanes.Load(gradient + at), TLanes.Load(saved + at));
        TLanes.Store(value, before + at);
        return value;
    }
}

/// <summary>Σ g of a gradient that is written on the way.</summary>
internal readonly struct WrittenValues<T, TFunction>(FunctionGradient<T, TFunction> gradient) : IChannelTerms<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IPointwise
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TLanes>(long at, int channel, ref Vector<T> first, ref Vector<T> second)
        where TLanes : struct, ILanes => first += gradient.Write<TLanes>(at);
}

/// <summary>Σ g and Σ g·(x − center) of a gradient that is written on the way.</summary>
internal readonly unsafe struct WrittenProducts<T, TFunction>(FunctionGradient<T, TFunction> gradient, T* x, T* center) : IChannelTerms<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IPointwise
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TLanes>(long at, int channel, ref Vector<T> first, ref Vector<T> second)
        where TLanes : struct, ILanes
    {
        var value = gradient.Write<TLanes>(at);
        first += value;
        second = VectorMath.MultiplyAdd(value, TLanes.Load(x + at) - TLanes.Load(center + channel), second);
    }
}
