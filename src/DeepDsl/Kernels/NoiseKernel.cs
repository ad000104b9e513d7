using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Standard normal noise that is a function of key and position.</summary>
public static unsafe class NoiseKernel
{
    // Two numbers come from two uniform ones; they lie half a block apart, so that vectors of every width find theirs side by side.
    private const int Half = 16;
    private const int Block = 2 * Half;

    /// <summary>Fills y with noise.</summary>
    public static void Run(Slot y, DrawKey key)
    {
        if (y.IsDouble)
            Run((double*)y.Pointer, y.Count, key);
        else
            Run((float*)y.Pointer, y.Count, key);
    }

    /// <summary>y = x + std·noise; y may be x.</summary>
    public static void Add(Slot x, Slot y, double std, DrawKey key)
    {
        if (x.IsDouble)
            Run((double*)x.Pointer, (double*)y.Pointer, x.Count, std, key);
        else
            Run((float*)x.Pointer, (float*)y.Pointer, x.Count, (float)std, key);
    }

    internal static void Run<T>(T* y, long count, DrawKey key)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(null, y, count, T.One, key);

    private static void Run<T>(T* x, T* y, long count, T std, DrawKey key)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var blocks = count / Block;
        Parallel.For(blocks, Block, new Blocks<T>(x, y, std, key));
        var done = blocks * Block;
        if (done == count)
            return;
        var last = stackalloc T[Block];
        var rest = new Span<T>(y + done, (int)(count - done));
        if (x != null)
            new Span<T>(x + done, rest.Length).CopyTo(new(last, Block));
        new Blocks<T>(x == null ? null : last - done, last - done, std, key).Run(blocks, blocks + 1);
        new Span<T>(last, rest.Length).CopyTo(rest);
    }

    private readonly struct Blocks<T>(T* x, T* y, T std, DrawKey key) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(Hot.Loop)]
        public void Run(long begin, long end)
        {
            var scale = new Vector<T>(std);
            for (var at = begin * Block; at < end * Block; at += Block)
            {
                for (var i = at; i < at + Half; i += Vector<T>.Count)
                {
                    var radius = scale * Vector.SquareRoot(VectorMath.Constant<T>(-2) * VectorMath.Log(Uniform(key, i)));
                    var (sine, cosine) = VectorMath.SinCosOfTurns(Uniform(key, i + Half));
                    Store(radius * cosine, i);
                    Store(radius * sine, i + Half);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Store(Vector<T> noise, long at) => Vector.Store(x == null ? noise : Vector.Load(x + at) + noise, y + at);

        // In the middle of one of 2³² steps, so that it is not 0.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector<T> Uniform(DrawKey key, long index)
        {
            var bits = key.Bits(new Vector<uint>((uint)index) + Vector<uint>.Indices);
            var steps = typeof(T) == typeof(double)
                ? Vector.As<double, T>(Vector.ConvertToDouble(Vector.WidenLower(bits)))
                : Vector.As<float, T>(Vector.ConvertToSingle(bits));
            return (steps + VectorMath.Constant<T>(0.5)) * VectorMath.Constant<T>(1 / 4294967296.0);
        }
    }
}
