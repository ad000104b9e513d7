using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepDsl.Kernels;

/// <summary>Columns of a row that stand side by side, in registers.</summary>
/// <remarks>The vectors must be fields of the strip itself: out of a strip within a strip the JIT does not take them into registers.</remarks>
internal unsafe interface IStrip<TSelf>
    where TSelf : struct, IStrip<TSelf>
{
    /// <summary>The number of columns.</summary>
    static abstract int Width { get; }

    static abstract TSelf Load(float* source);

    /// <summary>The first columns, more than half of all; 0 in the others, of which no memory is read.</summary>
    static abstract TSelf Load(float* source, int columns);

    /// <summary>This strip and a multiple of another.</summary>
    TSelf Add(float factor, TSelf other);

    TSelf Times(float factor);

    void Store(float* destination);

    /// <summary>Only the first columns.</summary>
    void Store(float* destination, int columns);
}

/// <summary>One vector of 512 bits.</summary>
internal readonly unsafe struct NarrowStrip(Vector512<float> value) : IStrip<NarrowStrip>
{
    private readonly Vector512<float> _value = value;

    public static int Width => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NarrowStrip Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NarrowStrip Load(float* source, int columns) => new(Avx512F.MaskLoad(source, First(columns), Vector512<float>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NarrowStrip Add(float factor, NarrowStrip other) => new(Vector512.FusedMultiplyAdd(Vector512.Create(factor), other._value, _value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NarrowStrip Times(float factor) => new(_value * factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => Vector512.Store(_value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination, int columns) => Avx512F.MaskStore(destination, First(columns), _value);

    /// <summary>A mask of the first columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> First(int columns) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(columns)).AsSingle();
}

/// <summary>Two vectors of 512 bits.</summary>
internal readonly unsafe struct WideStrip(Vector512<float> left, Vector512<float> right) : IStrip<WideStrip>
{
    private readonly Vector512<float> _left = left;
    private readonly Vector512<float> _right = right;

    public static int Width => 2 * NarrowStrip.Width;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideStrip Load(float* source) => new(Vector512.Load(source), Vector512.Load(source + NarrowStrip.Width));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideStrip Load(float* source, int columns) => new(
        Vector512.Load(source),
        Avx512F.MaskLoad(source + NarrowStrip.Width, NarrowStrip.First(columns - NarrowStrip.Width), Vector512<float>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WideStrip Add(float factor, WideStrip other)
    {
        var all = Vector512.Create(factor);
        return new(Vector512.FusedMultiplyAdd(all, other._left, _left), Vector512.FusedMultiplyAdd(all, other._right, _right));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WideStrip Times(float factor) => new(_left * factor, _right * factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination)
    {
        Vector512.Store(_left, destination);
        Vector512.Store(_right, destination + NarrowStrip.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination, int columns)
    {
        Vector512.Store(_left, destination);
        Avx512F.MaskStore(destination + NarrowStrip.Width, NarrowStrip.First(columns - NarrowStrip.Width), _right);
    }
}
