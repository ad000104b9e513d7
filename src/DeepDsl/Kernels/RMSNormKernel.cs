using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Normalization by the root of the mean square over the last dimensions.</summary>
public static unsafe class RMSNormKernel
{
    // The gradient of the weight is added up within a block of rows, and then from block to block.
    private const int BlockElements = 16384;

    /// <summary>Normalizes every row of x, and keeps what it was multiplied by for the backward pass.</summary>
    public static void Forward(Slot x, Slot? weight, Slot y, Slot invRms, double eps)
    {
        if (x.IsDouble)
            Forward<double>(x, weight, y, invRms, double.IsNaN(eps) ? double.BitIncrement(1) - 1 : eps);
        else
            Forward<float>(x, weight, y, invRms, double.IsNaN(eps) ? float.BitIncrement(1) - 1 : (float)eps);
    }

    /// <summary>The gradients of x (which may take the place of that of the result) and weight.</summary>
    public static void Backward(Slot gradient, Slot x, Slot? weight, Slot invRms, Slot? gradX, Slot? gradWeight)
    {
        if (x.IsDouble)
            Backward<double>(gradient, x, weight, invRms, gradX, gradWeight);
        else
            Backward<float>(gradient, x, weight, invRms, gradX, gradWeight);
    }

    private static void Forward<T>(Slot x, Slot? weight, Slot y, Slot invRms, T eps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = checked((int)(x.Count / invRms.Count));
        Parallel.For(invRms.Count, size, new Rows<T>((T*)x.Pointer, weight is null ? null : (T*)weight.Pointer, (T*)y.Pointer, (T*)invRms.Pointer, size, eps));
    }

    private readonly struct Rows<T>(T* x, T* weight, T* y, T* invRms, int size, T eps) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(long begin, long end)
        {
            for (var row = begin; row < end; row++)
            {
                var input = x + row * size;
                invRms[row] = T.One / T.Sqrt(Loops.Dot(input, input, size) / T.CreateTruncating(size) + eps);
                Combine(input, weight, invRms[row], null, T.Zero, y + row * size, size);
            }
        }
    }

    // With x̂ = x/rms and ĝ = g·γ: gx = (ĝ − x̂·mean(ĝ·x̂))/rms.
    private static void Backward<T>(Slot gradient, Slot x, Slot? weight, Slot invRms, Slot? gradX, Slot? gradWeight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = checked((int)(x.Count / invRms.Count));
        var rows = invRms.Count;
        var w = weight is null ? null : (T*)weight.Pointer;
        var gw = gradWeight is null ? null : (T*)gradWeight.Pointer;
        var block = Math.Max(1, BlockElements / size);
        var blocks = (rows + block - 1) / block;
        fixed (byte* partials = Scratch.Partials(checked((int)(gw == null ? 0 : blocks * size * sizeof(T)))))
        {
            var sums = gw == null ? null : (T*)partials;
            Parallel.For(blocks, (long)block * size, new Blocks<T>((T*)gradient.Pointer, (T*)x.Pointer, (T*)invRms.Pointer, w, sums, gradX is null ? null : (T*)gradX.Pointer, size, rows, block));
            gradWeight?.Span<T>().Clear();
            for (var i = 0L; gw != null && i < blocks; i++)
                Loops.AddScaled(T.One, sums + i * size, gw, size);
        }
    }

    // Every block has sums of its own.
    private readonly struct Blocks<T>(T* gradient, T* x, T* invRms, T* weight, T* gradWeight, T* gradX, int size, long rows, int block) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(long begin, long end)
        {
            for (var i = begin; i < end; i++)
            {
                var gw = gradWeight == null ? null : gradWeight + i * size;
                if (gw != null)
                    new Span<T>(gw, size).Clear();
                for (var row = i * block; row < Math.Min(rows, (i + 1) * block); row++)
                {
                    var (at, scale) = (row * size, invRms[row]);
                    var product = Accumulate(gradient + at, x + at, scale, weight, gw, size);
                    if (gradX != null)
                        Combine(gradient + at, weight, scale, x + at, -scale * scale * scale * product / T.CreateTruncating(size), gradX + at, size);
                }
            }
        }
    }

    /// <summary>Adds to the gradient of the weight, and returns Σ ĝ·x of the row.</summary>
    [MethodImpl(Hot.Loop)]
    private static T Accumulate<T>(T* gradient, T* x, T invRms, T* weight, T* gradWeight, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (scale, products) = (new Vector<T>(invRms), Vector<T>.Zero);
        var i = 0;
        for (; i <= size - Vector<T>.Count; i += Vector<T>.Count)
            products += Product<WholeVectors>(i);
        var sum = Vector.Sum(products);
        for (; i < size; i++)
            sum += Vector.ToScalar(Product<SingleElements>(i));
        return sum;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector<T> Product<TLanes>(int at)
            where TLanes : struct, ILanes
        {
            var product = TLanes.Load(gradient + at) * TLanes.Load(x + at);
            if (gradWeight != null)
                TLanes.Store(VectorMath.MultiplyAdd(product, scale, TLanes.Load(gradWeight + at)), gradWeight + at);
            return weight == null ? product : product * TLanes.Load(weight + at);
        }
    }

    /// <summary>y = x·γ·scale + other·slope; y may be x.</summary>
    [MethodImpl(Hot.Loop)]
    private static void Combine<T>(T* x, T* weight, T scale, T* other, T slope, T* y, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (factor, steepness) = (new Vector<T>(scale), new Vector<T>(slope));
        var i = 0;
        for (; i <= size - Vector<T>.Count; i += Vector<T>.Count)
            Combine<WholeVectors>(i);
        for (; i < size; i++)
            Combine<SingleElements>(i);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Combine<TLanes>(int at)
            where TLanes : struct, ILanes
        {
            var value = TLanes.Load(x + at) * factor;
            value = weight == null ? value : value * TLanes.Load(weight + at);
            TLanes.Store(other == null ? value : VectorMath.MultiplyAdd(TLanes.Load(other + at), steepness, value), y + at);
        }
    }
}
