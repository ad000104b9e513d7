using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Layer normalization over the last dimensions.</summary>
public static unsafe class LayerNormKernel
{
    // The gradients of weight and bias are added up within a block of rows, and then from block to block.
    private const int BlockElements = 16384;

    /// <summary>Normalizes every row of x, and keeps the statistics for the backward pass.</summary>
    public static void Forward(Slot x, Slot? weight, Slot? bias, Slot y, Slot mean, Slot invStd, double eps)
    {
        if (x.IsDouble)
            Forward<double>(x, weight, bias, y, mean, invStd, eps);
        else
            Forward<float>(x, weight, bias, y, mean, invStd, eps);
    }

    /// <summary>The gradients of x (which may take the place of that of the result), weight and bias.</summary>
    public static void Backward(Slot gradient, Slot x, Slot? weight, Slot mean, Slot invStd, Slot? gradX, Slot? gradWeight, Slot? gradBias)
    {
        if (x.IsDouble)
            Backward<double>(gradient, x, weight, mean, invStd, gradX, gradWeight, gradBias);
        else
            Backward<float>(gradient, x, weight, mean, invStd, gradX, gradWeight, gradBias);
    }

    private static void Forward<T>(Slot x, Slot? weight, Slot? bias, Slot y, Slot mean, Slot invStd, double eps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = (int)mean.Count;
        var size = checked((int)(x.Count / rows));
        var w = weight is null ? null : (T*)weight.Pointer;
        var b = bias is null ? null : (T*)bias.Pointer;
        Parallel.For(rows, size, new Rows<T>((T*)x.Pointer, (T*)mean.Pointer, (T*)invStd.Pointer, w, b, (T*)y.Pointer, size, T.CreateTruncating(eps)));
    }

    private readonly struct Rows<T>(T* x, T* mean, T* invStd, T* weight, T* bias, T* y, int size, T eps) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(long begin, long end)
        {
            var count = T.CreateTruncating(size);
            for (var row = begin; row < end; row++)
            {
                var input = x + row * size;
                mean[row] = Loops.Sum(input, size) / count;
                invStd[row] = T.One / T.Sqrt(SquaresAround(input, mean[row], size) / count + eps);
                Normalize(input, mean[row], invStd[row], weight, bias, y + row * size, size);
            }
        }
    }

    [MethodImpl(Hot.Loop)]
    private static T SquaresAround<T>(T* x, T center, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var (middle, sums, others) = (new Vector<T>(center), Vector<T>.Zero, Vector<T>.Zero);
        var i = 0;
        for (; i <= size - 2 * width; i += 2 * width)
        {
            var (one, other) = (Vector.Load(x + i) - middle, Vector.Load(x + i + width) - middle);
            sums = VectorMath.MultiplyAdd(one, one, sums);
            others = VectorMath.MultiplyAdd(other, other, others);
        }
        var sum = Vector.Sum(sums + others);
        for (; i < size; i++)
            sum += (x[i] - center) * (x[i] - center);
        return sum;
    }

    [MethodImpl(Hot.Loop)]
    private static void Normalize<T>(T* x, T mean, T invStd, T* weight, T* bias, T* y, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var (middle, scale) = (new Vector<T>(mean), new Vector<T>(invStd));
        var i = 0;
        for (; i <= size - width; i += width)
            Normalize<WholeVectors>(i);
        for (; i < size; i++)
            Normalize<SingleElements>(i);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Normalize<TLanes>(int at)
            where TLanes : struct, ILanes
        {
            var value = (TLanes.Load(x + at) - middle) * scale;
            value = weight == null ? value : value * TLanes.Load(weight + at);
            TLanes.Store(bias == null ? value : value + TLanes.Load(bias + at), y + at);
        }
    }

    private static void Backward<T>(Slot gradient, Slot x, Slot? weight, Slot mean, Slot invStd, Slot? gradX, Slot? gradWeight, Slot? gradBias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = (int)mean.Count;
        var size = checked((int)(x.Count / rows));
        var w = weight is null ? null : (T*)weight.Pointer;
        var gw = gradWeight is null ? null : (T*)gradWeight.Pointer;
        var gb = gradBias is null ? null : (T*)gradBias.Pointer;
        var output = gradX is null ? null : (T*)gradX.Pointer;
        var block = Math.Max(1, BlockElements / size);
        var blocks = (rows + block - 1) / block;
        fixed (byte* partials = Scratch.Partials(checked((gw == null && gb == null ? 0 : 2 * blocks) * size * sizeof(T))))
        {
            var sums = (T*)partials;
            Parallel.For(blocks, (long)block * size, new Blocks<T>((T*)gradient.Pointer, (T*)x.Pointer, (T*)mean.Pointer, (T*)invStd.Pointer, w, gw == null ? null : sums, gb == null ? null : sums + size, output, size, rows, block));
            gradWeight?.Span<T>().Clear();
            gradBias?.Span<T>().Clear();
            for (var i = 0L; i < blocks; i++)
            {
                if (gw != null)
                    Loops.AddScaled(T.One, sums + 2 * i * size, gw, size);
                if (gb != null)
                    Loops.AddScaled(T.One, sums + (2 * i + 1) * size, gb, size);
            }
        }
    }

    // Every block has sums of its own, those of the weight and behind them those of the bias.
    private readonly struct Blocks<T>(T* gradient, T* x, T* mean, T* invStd, T* weight, T* gradWeight, T* gradBias, T* gradX, int size, int rows, int block) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(long begin, long end)
        {
            var count = T.CreateTruncating(size);
            for (var i = begin; i < end; i++)
            {
                var gw = gradWeight == null ? null : gradWeight + 2 * i * size;
                var gb = gradBias == null ? null : gradBias + 2 * i * size;
                if (gw != null)
                    new Span<T>(gw, size).Clear();
                if (gb != null)
                    new Span<T>(gb, size).Clear();
                for (var row = i * block; row < Math.Min(rows, (i + 1) * block); row++)
                {
                    var g = gradient + row * size;
                    var input = x + row * size;
                    var (sum, product) = Accumulate(g, input, mean[row], invStd[row], weight, gw, gb, size);
                    if (gradX != null)
                        Combine(g, input, mean[row], invStd[row], weight, sum / count, product / count, gradX + row * size, size);
                }
            }
        }
    }

    /// <summary>Adds to the gradients of weight and bias, and returns Σ ĝ and Σ ĝ·x̂ of the row with ĝ = g·γ.</summary>
    [MethodImpl(Hot.Loop)]
    private static (T Sum, T Product) Accumulate<T>(T* gradient, T* x, T mean, T invStd, T* weight, T* gradWeight, T* gradBias, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var (middle, scale) = (new Vector<T>(mean), new Vector<T>(invStd));
        var (sums, products) = (Vector<T>.Zero, Vector<T>.Zero);
        var i = 0;
        for (; i <= size - width; i += width)
            Accumulate<WholeVectors>(i, ref sums, ref products);
        for (; i < size; i++)
        {
            var (value, product) = (Vector<T>.Zero, Vector<T>.Zero);
            Accumulate<SingleElements>(i, ref value, ref product);
            sums += Vector.CreateScalar(Vector.ToScalar(value));
            products += Vector.CreateScalar(Vector.ToScalar(product));
        }
        return (Vector.Sum(sums), Vector.Sum(products));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Accumulate<TLanes>(int at, ref Vector<T> sum, ref Vector<T> product)
            where TLanes : struct, ILanes
        {
            var after = TLanes.Load(gradient + at);
            var normalized = (TLanes.Load(x + at) - middle) * scale;
            if (gradWeight != null)
                TLanes.Store(VectorMath.MultiplyAdd(after, normalized, TLanes.Load(gradWeight + at)), gradWeight + at);
            if (gradBias != null)
                TLanes.Store(TLanes.Load(gradBias + at) + after, gradBias + at);
            after = weight == null ? after : after * TLanes.Load(weight + at);
            sum += after;
            product = VectorMath.MultiplyAdd(after, normalized, product);
        }
    }

    // gx = (ĝ − mean ĝ − x̂·mean ĝ·x̂)/σ; it may take the place of the gradient.
    [MethodImpl(Hot.Loop)]
    private static void Combine<T>(T* gradient, T* x, T mean, T invStd, T* weight, T meanGradient, T meanProduct, T* gradX, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var (middle, scale) = (new Vector<T>(mean), new Vector<T>(invStd));
        var (slope, shift) = (new Vector<T>(-invStd * invStd * meanProduct), new Vector<T>(-invStd * meanGradient));
        var i = 0;
        for (; i <= size - width; i += width)
            Combine<WholeVectors>(i);
        for (; i < size; i++)
            Combine<SingleElements>(i);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Combine<TLanes>(int at)
            where TLanes : struct, ILanes
        {
            var after = TLanes.Load(gradient + at);
            after = weight == null ? after : after * TLanes.Load(weight + at);
            TLanes.Store(VectorMath.MultiplyAdd(after, scale, VectorMath.MultiplyAdd(TLanes.Load(x + at) - middle, slope, shift)), gradX + at);
        }
    }
}
