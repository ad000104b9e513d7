using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Batch normalization over the rows of each channel, in training mode or frozen. Where a sum or a function follows, it is computed on the way.</summary>
public static unsafe class BatchNormKernel
{
    /// <summary>y = BN(x), or BN(x) + plus. The statistics of the batch are kept for the backward pass and for inference.</summary>
    /// <exception cref="ArgumentException">There is one value per channel, so that nothing can be normalized.</exception>
    public static void Forward(Slot x, Slot? weight, Slot? bias, Slot y, Slot mean, Slot invStd, Slot runningMean, Slot runningVar, Slot batchesTracked, double momentum, double eps, Slot? plus = null) =>
        Forward(x, weight, bias, y, mean, invStd, runningMean, runningVar, batchesTracked, momentum, eps, default(Unchanged), plus);

    /// <summary>y = f(BN(x)), or f(BN(x) + plus).</summary>
    /// <exception cref="ArgumentException">There is one value per channel, so that nothing can be normalized.</exception>
    public static void Forward<TFunction>(Slot x, Slot? weight, Slot? bias, Slot y, Slot mean, Slot invStd, Slot runningMean, Slot runningVar, Slot batchesTracked, double momentum, double eps, TFunction then, Slot? plus = null)
        where TFunction : struct, IPointwise
    {
        if (x.Count / x.Channels < 2)
            throw new ArgumentException($"BatchNorm cannot train on one value per channel: '{x.Name}' has shape [{string.Join(", ", x.Sizes)}]; use a larger batch.");
        ++*(long*)batchesTracked.Pointer;
        if (x.IsDouble)
            Forward<double, TFunction>(x, weight, bias, y, mean, invStd, runningMean, runningVar, momentum, eps, then, plus);
        else
            Forward<float, TFunction>(x, weight, bias, y, mean, invStd, runningMean, runningVar, momentum, eps, then, plus);
    }

    /// <summary>The gradients of x (which may take the place of that of the result), weight and bias.</summary>
    public static void Backward(Slot gradient, Slot x, Slot? weight, Slot mean, Slot invStd, Slot? gradX, Slot? gradWeight, Slot? gradBias) =>
        Backward(gradient, x, weight, null, mean, invStd, gradX, gradWeight, gradBias, default(Unchanged));

    /// <summary>The same behind a function: f(BN(x)).</summary>
    public static void Backward<TFunction>(Slot gradient, Slot x, Slot? weight, Slot? bias, Slot mean, Slot invStd, Slot? gradX, Slot? gradWeight, Slot? gradBias, TFunction then)
        where TFunction : struct, IPointwise
    {
        if (x.IsDouble)
            Backward<double, TFunction>(gradient, x, weight, bias, mean, invStd, gradX, gradWeight, gradBias, then);
        else
            Backward<float, TFunction>(gradient, x, weight, bias, mean, invStd, gradX, gradWeight, gradBias, then);
    }

    /// <summary>The same behind a function of a sum: y = f(BN(x) + plus). The gradient of the summand may take the place of that of the result.</summary>
    public static void BackwardOfSum<TFunction>(Slot gradient, Slot y, Slot x, Slot? weight, Slot mean, Slot invStd, Slot gradPlus, Slot? gradX, Slot? gradWeight, Slot? gradBias, TFunction then)
        where TFunction : struct, IPointwise
    {
        if (x.IsDouble)
            BackwardOfSum<double, TFunction>(gradient, y, x, weight, mean, invStd, gradPlus, gradX, gradWeight, gradBias, then);
        else
            BackwardOfSum<float, TFunction>(gradient, y, x, weight, mean, invStd, gradPlus, gradX, gradWeight, gradBias, then);
    }

    /// <summary>Normalizes x by running statistics, which stay as they are; y may be x.</summary>
    public static void ForwardFrozen(Slot x, Slot? weight, Slot? bias, Slot y, Slot runningMean, Slot runningVar, double eps, Slot? plus = null) =>
        ForwardFrozen(x, weight, bias, y, runningMean, runningVar, eps, default(Unchanged), plus);

    /// <summary>The same with a function behind it, or behind the sum.</summary>
    public static void ForwardFrozen<TFunction>(Slot x, Slot? weight, Slot? bias, Slot y, Slot runningMean, Slot runningVar, double eps, TFunction then, Slot? plus = null)
        where TFunction : struct, IPointwise
    {
        if (x.IsDouble)
            Scale<double, TFunction>(x, weight, bias, y, runningMean, runningVar, eps, then, plus);
        else
            Scale<float, TFunction>(x, weight, bias, y, runningMean, runningVar, eps, then, plus);
    }

    /// <summary>The gradient of x (which may take the place of that of the result) where running statistics normalize.</summary>
    public static void BackwardFrozen(Slot gradient, Slot? weight, Slot runningVar, Slot gradX, double eps)
    {
        if (gradient.IsDouble)
            Scale<double, Unchanged>(gradient, weight, null, gradX, null, runningVar, eps, default, null);
        else
            Scale<float, Unchanged>(gradient, weight, null, gradX, null, runningVar, eps, default, null);
    }

    private static void Scale<T, TFunction>(Slot x, Slot? weight, Slot? bias, Slot y, Slot? mean, Slot variance, double eps, TFunction then, Slot? plus)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IPointwise
    {
        using var rows = new ChannelRows<T>(x);
        using var summands = plus is null ? default : new ChannelRows<T>(plus);
        using var result = new ChannelRows<T>(y, write: true);
        var tile = ChannelLoops.Tile<T>(x.Channels);
        fixed (byte* scratch = Scratch.Bytes(3 * tile * sizeof(T)))
        {
            var scale = (T*)scratch;
            var shift = (T*)scratch + tile;
            var invStd = (T*)scratch + 2 * tile;
            for (var c = 0; c < x.Channels; c++)
                invStd[c] = T.CreateTruncating(1 / Math.Sqrt(double.CreateTruncating(((T*)variance.Pointer)[c]) + eps));
            Affine(weight, bias, mean is null ? null : (T*)mean.Pointer, invStd, scale, shift, x.Channels, tile);
            ChannelLoops.Map<T, AffineMap<T, TFunction>>(x.Count, tile, new(rows.Data, scale, shift, summands.Data, result.Data, then));
        }
    }

    private static void Forward<T, TFunction>(Slot x, Slot? weight, Slot? bias, Slot y, Slot mean, Slot invStd, Slot runningMean, Slot runningVar, double momentum, double eps, TFunction then, Slot? plus)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IPointwise
    {
        using var rows = new ChannelRows<T>(x);
        using var summands = plus is null ? default : new ChannelRows<T>(plus);
        var (channels, count, tile) = (x.Channels, rows.Count, ChannelLoops.Tile<T>(x.Channels));
        var m = (T*)mean.Pointer;
        var s = (T*)invStd.Pointer;
        var movingMean = (T*)runningMean.Pointer;
        var movingVar = (T*)runningVar.Pointer;
        var sums = Scratch.Doubles(channels);
        var squares = Scratch.OtherDoubles(channels);
        fixed (byte* scratch = Scratch.Bytes(2 * tile * sizeof(T)))
        {
            var scale = (T*)scratch;
            var shift = (T*)scratch + tile;
            // Sums are taken around a value of the batch, as large means would swamp the variance otherwise.
            new Span<T>(rows.Data, channels).CopyTo(new(shift, channels));
            ChannelLoops.Repeat(shift, channels, tile);
            ChannelLoops.Reduce<T, Moments<T>>(x.Count, tile, new(rows.Data, shift), sums, squares);
            for (var c = 0; c < channels; c++)
            {
                var offset = sums[c] / count;
                var average = double.CreateTruncating(shift[c]) + offset;
                var variance = Math.Max(0, squares[c] / count - offset * offset);
                m[c] = T.CreateTruncating(average);
                s[c] = T.CreateTruncating(1 / Math.Sqrt(variance + eps));
                movingMean[c] += T.CreateTruncating(momentum * (average - double.CreateTruncating(movingMean[c])));
                movingVar[c] += T.CreateTruncating(momentum * (variance * count / (count - 1) - double.CreateTruncating(movingVar[c])));
            }
            Affine(weight, bias, m, s, scale, shift, channels, tile);
            using var result = new ChannelRows<T>(y, write: true);
            ChannelLoops.Map<T, AffineMap<T, TFunction>>(x.Count, tile, new(rows.Data, scale, shift, summands.Data, result.Data, then));
        }
    }

    private static void Backward<T, TFunction>(Slot gradient, Slot x, Slot? weight, Slot? bias, Slot mean, Slot invStd, Slot? gradX, Slot? gradWeight, Slot? gradBias, TFunction then)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IPointwise
    {
        using var rows = new ChannelRows<T>(x);
        using var gradients = new ChannelRows<T>(gradient);
        var (channels, tile) = (x.Channels, ChannelLoops.Tile<T>(x.Channels));
        var sums = Scratch.Doubles(channels);
        var products = Scratch.OtherDoubles(channels);
        fixed (byte* scratch = Scratch.Bytes(3 * tile * sizeof(T)))
        {
            var scale = (T*)scratch;
            var shift = (T*)scratch + tile;
            var center = (T*)scratch + 2 * tile;
            Affine(weight, bias, (T*)mean.Pointer, (T*)invStd.Pointer, scale, shift, channels, tile);
            Center(mean, center, channels, tile);
            var before = new PreviousGradient<T, TFunction>(gradients.Data, scale, shift, then);
            ChannelLoops.Reduce<T, Products<T, TFunction>>(x.Count, tile, new(before, rows.Data, center), sums, products);
            Finish(before, rows, x, weight, mean, invStd, gradX, gradWeight, gradBias, sums, products);
        }
    }

    private static void BackwardOfSum<T, TFunction>(Slot gradient, Slot y, Slot x, Slot? weight, Slot mean, Slot invStd, Slot gradPlus, Slot? gradX, Slot? gradWeight, Slot? gradBias, TFunction then)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IPointwise
    {
        using var rows = new ChannelRows<T>(x);
        using var results = new ChannelRows<T>(y);
        using var gradients = new ChannelRows<T>(gradient);
        using var summands = new ChannelRows<T>(gradPlus, write: true);
        var (channels, tile) = (x.Channels, ChannelLoops.Tile<T>(x.Channels));
        var sums = Scratch.Doubles(channels);
        var products = Scratch.OtherDoubles(channels);
        fixed (byte* scratch = Scratch.Bytes(tile * sizeof(T)))
        {
            var center = (T*)scratch;
            Center(mean, center, channels, tile);
            var before = new FunctionGradient<T, TFunction>(gradients.Data, results.Data, summands.Data, then);
            ChannelLoops.Reduce<T, WrittenProducts<T, TFunction>>(x.Count, tile, new(before, rows.Data, center), sums, products);
        }
        Finish(new PreviousGradient<T, Unchanged>(summands.Data, null, null, default), rows, x, weight, mean, invStd, gradX, gradWeight, gradBias, sums, products);
    }

    // gx = a·(g − mean g) − b·(x − mean x), with a = γ/σ and b = a·Σ g(x − mean x)/(nσ²).
    private static void Finish<T, TFunction>(PreviousGradient<T, TFunction> gradient, ChannelRows<T> rows, Slot x, Slot? weight, Slot mean, Slot invStd, Slot? gradX, Slot? gradWeight, Slot? gradBias, Span<double> sums, Span<double> products)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IPointwise
    {
        var (channels, count, tile) = (x.Channels, rows.Count, ChannelLoops.Tile<T>(x.Channels));
        var m = (T*)mean.Pointer;
        var s = (T*)invStd.Pointer;
        for (var c = 0; c < channels; c++)
        {
            if (gradBias is not null)
                ((T*)gradBias.Pointer)[c] = T.CreateTruncating(sums[c]);
            if (gradWeight is not null)
                ((T*)gradWeight.Pointer)[c] = T.CreateTruncating(products[c] * double.CreateTruncating(s[c]));
        }
        if (gradX is null)
            return;
        fixed (byte* scratch = Scratch.OtherBytes(3 * tile * sizeof(T)))
        {
            var a = (T*)scratch;
            var b = (T*)scratch + tile;
            var shift = (T*)scratch + 2 * tile;
            for (var c = 0; c < channels; c++)
            {
                var inverse = double.CreateTruncating(s[c]);
                var scale = inverse * (weight is null ? 1 : double.CreateTruncating(((T*)weight.Pointer)[c]));
                var slope = scale * products[c] * inverse * inverse / count;
                a[c] = T.CreateTruncating(scale);
                b[c] = T.CreateTruncating(slope);
                shift[c] = T.CreateTruncating(slope * double.CreateTruncating(m[c]) - scale * sums[c] / count);
            }
            ChannelLoops.Repeat(a, channels, tile);
            ChannelLoops.Repeat(b, channels, tile);
            ChannelLoops.Repeat(shift, channels, tile);
            using var result = new ChannelRows<T>(gradX, write: true);
            ChannelLoops.Map<T, CombineMap<T, TFunction>>(x.Count, tile, new(gradient, rows.Data, a, b, shift, result.Data));
        }
    }

    // BN(x) = x·scale + shift.
    private static void Affine<T>(Slot? weight, Slot? bias, T* mean, T* invStd, T* scale, T* shift, int channels, int tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var c = 0; c < channels; c++)
        {
            scale[c] = weight is null ? invStd[c] : invStd[c] * ((T*)weight.Pointer)[c];
            shift[c] = (bias is null ? T.Zero : ((T*)bias.Pointer)[c]) - (mean == null ? T.Zero : scale[c] * mean[c]);
        }
        ChannelLoops.Repeat(scale, channels, tile);
        ChannelLoops.Repeat(shift, channels, tile);
    }

    private static void Center<T>(Slot mean, T* center, int channels, int tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        mean.Span<T>().CopyTo(new(center, channels));
        ChannelLoops.Repeat(center, channels, tile);
    }
}
