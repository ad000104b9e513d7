using DeepDsl.Native;

namespace DeepDsl.Kernels;

/// <summary>Convolution in inference: its weights are prepared once, until the parameters change, and take over the norm behind them.</summary>
public static unsafe class FrozenConvolutionKernel
{
    /// <summary>y = norm(conv(x)) + plus, in memory that libtorch allocates and the slot takes over; or the maxima of that.</summary>
    public static void Forward(Slot x, Slot weight, Slot? bias, Slot y, PreparedLayer prepared, (int, int) stride, (int, int) padding, (int, int) dilation, int groups, FrozenNorm? norm = null, Slot? plus = null, MaxPoolWindow? pool = null, Slot? maps = null) =>
        Forward(x, weight, bias, y, prepared, stride, padding, dilation, groups, default(Unchanged), norm, plus, pool, maps);

    /// <summary>y = f(norm(conv(x)) + plus), in memory that libtorch allocates and the slot takes over; or the maxima of that, with a slot for the maps on the way.</summary>
    public static void Forward<TFunction>(Slot x, Slot weight, Slot? bias, Slot y, PreparedLayer prepared, (int, int) stride, (int, int) padding, (int, int) dilation, int groups, TFunction then, FrozenNorm? norm = null, Slot? plus = null, MaxPoolWindow? pool = null, Slot? maps = null)
        where TFunction : struct, IPointwise
    {
        var all = stackalloc long[] { stride.Item1, stride.Item2, padding.Item1, padding.Item2, dilation.Item1, dilation.Item2 };
        var geometry = new Geometry(all, all + 2, all + 4, groups);
        var result = maps ?? y;
        var order = DirectConvolution.SuitsInference(x, weight, result, dilation, groups) ? WeightOrder.Arranged
            : LibTorch.HasPreparedConvolution && !x.IsDouble && x.IsChannelsLast ? WeightOrder.Packed
            : WeightOrder.Plain;
        using var weights = prepared.Borrow(order) ?? Prepare(prepared, x, weight, bias, norm, geometry);
        if (order == WeightOrder.Arranged && pool is { } windows)
        {
            geometry.Direct(x, weight).Maxima((float*)weights.Arranged!.Pointer, y, then, windows);
            return;
        }
        if (order == WeightOrder.Arranged)
            Direct(geometry.Direct(x, weight), weights, result, then, plus);
        else if (order == WeightOrder.Packed)
            Packed(x, weights, result, geometry, then, plus);
        else
            Plain(x, weights, result, stride, padding, dilation, groups, then, plus);
        if (pool is not { } window)
            return;
        if (x.IsDouble)
            MaxPoolKernel.Forward<double>(result, y, window);
        else
            MaxPoolKernel.Forward<float>(result, y, window);
    }

    private static void Direct<TFunction>(DirectConvolution convolution, LayerWeights weights, Slot y, TFunction then, Slot? plus)
        where TFunction : struct, IPointwise
    {
        y.Adopt(LibTorch.Empty(y.Sizes, y.Strides, isDouble: false));
        if (plus is null)
        {
            convolution.Forward((float*)weights.Arranged!.Pointer, y, then);
            return;
        }
        convolution.Forward((float*)weights.Arranged!.Pointer, y, default(Unchanged));
        ElementwiseKernel.Finish(y, plus, then);
    }

    private static void Plain<TFunction>(Slot x, LayerWeights weights, Slot y, (int, int) stride, (int, int) padding, (int, int) dilation, int groups, TFunction then, Slot? plus)
        where TFunction : struct, IPointwise
    {
        if (plus is null)
        {
            ConvolutionKernel.Forward(x, weights.Plain!, weights.Bias, y, stride, padding, dilation, groups, then);
            return;
        }
        ConvolutionKernel.Forward(x, weights.Plain!, weights.Bias, y, stride, padding, dilation, groups);
        ElementwiseKernel.Finish(y, plus, then);
    }

    private static void Packed<TFunction>(Slot x, LayerWeights weights, Slot y, Geometry geometry, TFunction then, Slot? plus)
        where TFunction : struct, IPointwise
    {
        using var quiet = LibTorch.WithoutGrad();
        // The library could add as well, but takes longer for it than a pass of our own.
        var rectifies = plus is null && typeof(TFunction) == typeof(ReLUFunction);
        using NativeHandle input = new(x), shift = new(weights.Bias);
        y.Adopt(LibTorch.Convolution(input.Value, weights.Packed, shift.Value, geometry.Stride, geometry.Padding, geometry.Dilation, geometry.Groups, rectifies));
        if (!rectifies)
            ElementwiseKernel.Finish(y, plus, then);
    }

    private static LayerWeights Prepare(PreparedLayer prepared, Slot x, Slot weight, Slot? bias, FrozenNorm? norm, Geometry geometry)
    {
        var (generation, orders) = (prepared.Generation, prepared.Orders);
        var (folded, foldedBias) = norm is { } before ? before.Fold(weight, bias) : (weight, bias);
        var made = new LayerWeights(weight.Bytes)
        {
            Bias = foldedBias,
            Plain = orders.HasFlag(WeightOrder.Plain) ? folded : null,
            Packed = orders.HasFlag(WeightOrder.Packed) ? Packed(folded, x, geometry) : 0,
            Arranged = orders.HasFlag(WeightOrder.Arranged) ? Arranged(folded, foldedBias, geometry.Direct(x, weight)) : null,
        };
        if (made.Plain is null && folded.IsOwner)
            folded.Free();
        return prepared.Keep(generation, made);
    }

    private static nint Packed(Slot weight, Slot x, Geometry geometry)
    {
        using var quiet = LibTorch.WithoutGrad();
        using NativeHandle kernel = new(weight);
        return LibTorch.PrepareConvolution(kernel.Value, geometry.Stride, geometry.Padding, geometry.Dilation, geometry.Groups, x.Sizes);
    }

    private static Slot Arranged(Slot weight, Slot? bias, DirectConvolution direct)
    {
        var arranged = Slot.Owning(weight.Name, [direct.ArrangedCount], weight.Type);
        direct.Arrange(weight, bias, (float*)arranged.Pointer);
        return arranged;
    }

    private readonly struct Geometry(long* stride, long* padding, long* dilation, long groups)
    {
        public long* Stride => stride;

        public long* Padding => padding;

        public long* Dilation => dilation;

        public long Groups => groups;

        public DirectConvolution Direct(Slot x, Slot weight) => new(x, weight, ((int)stride[0], (int)stride[1]), ((int)padding[0], (int)padding[1]));
    }
}
