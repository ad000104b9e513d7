using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Batch normalization over the rows of each channel, in training mode or frozen.</summary>
public static unsafe class BatchNormKernel
{
    /// <summary>Normalizes x by the statistics of the batch, and keeps them for the backward pass and for inference.</summary>
    /// <exception cref="ArgumentException">There is one value per channel, so that nothing can be normalized.</exception>
    public static void Forward(Slot x, Slot? weight, Slot? bias, Slot y, Slot mean, Slot invStd, Slot runningMean, Slot runningVar, Slot batchesTracked, double momentum, double eps)
    {
        if (x.Count / x.Channels < 2)
            throw new ArgumentException($"BatchNorm cannot train on one value per channel: '{x.Name}' has shape [{string.Join(", ", x.Sizes)}]; use a larger batch.");
        ++*(long*)batchesTracked.Pointer;
        if (x.IsDouble)
            Forward<double>(x, weight, bias, y, mean, invStd, runningMean, runningVar, momentum, eps);
        else
            Forward<float>(x, weight, bias, y, mean, invStd, runningMean, runningVar, momentum, eps);
    }

    /// <summary>The gradients of x (which may take the place of that of the result), weight and bias.</summary>
    public static void Backward(Slot gradient, Slot x, Slot? weight, Slot mean, Slot invStd, Slot? gradX, Slot? gradWeight, Slot? gradBias)
    {
        if (x.IsDouble)
            Backward<double>(gradient, x, weight, mean, invStd, gradX, gradWeight, gradBias);
        else
            Backward<float>(gradient, x, weight, mean, invStd, gradX, gradWeight, gradBias);
    }

    /// <summary>Normalizes x by running statistics, which stay as they are; y may be x.</summary>
    public static void ForwardFrozen(Slot x, Slot? weight, Slot? bias, Slot y, Slot runningMean, Slot runningVar, double eps)
    {
        if (x.IsDouble)
            Scale<double>(x, weight, bias, y, runningMean, runningVar, eps);
        else
            Scale<float>(x, weight, bias, y, runningMean, runningVar, eps);
    }

    /// <summary>The gradient of x (which may take the place of that of the result) where running statistics normalize.</summary>
    public static void BackwardFrozen(Slot gradient, Slot? weight, Slot runningVar, Slot gradX, double eps)
    {
        if (gradient.IsDouble)
            Scale<double>(gradient, weight, null, gradX, null, runningVar, eps);
        else
            Scale<float>(gradient, weight, null, gradX, null, runningVar, eps);
    }

    private static void Scale<T>(Slot x, Slot? weight, Slot? bias, Slot y, Slot? mean, Slot variance, double eps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var rows = new ChannelRows<T>(x);
        using var result = new ChannelRows<T>(y, write: true);
        fixed (byte* scratch = Scratch.Bytes(2 * x.Channels * sizeof(T)))
        {
            var scale = (T*)scratch;
            var shift = (T*)scratch + x.Channels;
            for (var c = 0; c < x.Channels; c++)
            {
                scale[c] = T.CreateTruncating(1 / Math.Sqrt(double.CreateTruncating(((T*)variance.Pointer)[c]) + eps)) * (weight is null ? T.One : ((T*)weight.Pointer)[c]);
                shift[c] = (bias is null ? T.Zero : ((T*)bias.Pointer)[c]) - (mean is null ? T.Zero : scale[c] * ((T*)mean.Pointer)[c]);
            }
            ChannelLoops.Affine(rows.Data, scale, shift, result.Data, rows.Count, x.Channels);
        }
    }

    private static void Forward<T>(Slot x, Slot? weight, Slot? bias, Slot y, Slot mean, Slot invStd, Slot runningMean, Slot runningVar, double momentum, double eps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var rows = new ChannelRows<T>(x);
        var (channels, count) = (x.Channels, rows.Count);
        var m = (T*)mean.Pointer;
        var s = (T*)invStd.Pointer;
        var sums = Scratch.Doubles(channels);
        var squares = Scratch.OtherDoubles(channels);
        sums.Clear();
        ColumnSums.Add(rows.Data, null, null, count, channels, sums, default);
        for (var c = 0; c < channels; c++)
            m[c] = T.CreateTruncating(sums[c] / count);
        // Squares are taken around the mean, as large means would swamp them otherwise.
        ChannelLoops.Squares(rows.Data, m, count, channels, squares);
        var movingMean = (T*)runningMean.Pointer;
        var movingVar = (T*)runningVar.Pointer;
        for (var c = 0; c < channels; c++)
        {
            var variance = squares[c] / count;
            s[c] = T.CreateTruncating(1 / Math.Sqrt(variance + eps));
            movingMean[c] += T.CreateTruncating(momentum * (sums[c] / count - double.CreateTruncating(movingMean[c])));
            movingVar[c] += T.CreateTruncating(momentum * (variance * count / (count - 1) - double.CreateTruncating(movingVar[c])));
        }
        fixed (byte* scratch = Scratch.Bytes(2 * channels * sizeof(T)))
        {
            var scale = (T*)scratch;
            var shift = (T*)scratch + channels;
            for (var c = 0; c < channels; c++)
            {
                scale[c] = weight is null ? s[c] : s[c] * ((T*)weight.Pointer)[c];
                shift[c] = (bias is null ? T.Zero : ((T*)bias.Pointer)[c]) - scale[c] * m[c];
            }
            using var result = new ChannelRows<T>(y, write: true);
            ChannelLoops.Affine(rows.Data, scale, shift, result.Data, count, channels);
        }
    }

    private static void Backward<T>(Slot gradient, Slot x, Slot? weight, Slot mean, Slot invStd, Slot? gradX, Slot? gradWeight, Slot? gradBias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var rows = new ChannelRows<T>(x);
        using var gradients = new ChannelRows<T>(gradient);
        var (channels, count) = (x.Channels, rows.Count);
        var m = (T*)mean.Pointer;
        var s = (T*)invStd.Pointer;
        var sums = Scratch.Doubles(channels);
        var products = Scratch.OtherDoubles(channels);
        sums.Clear();
        products.Clear();
        ColumnSums.Add(gradients.Data, rows.Data, m, count, channels, sums, products);
        for (var c = 0; c < channels; c++)
        {
            if (gradBias is not null)
                ((T*)gradBias.Pointer)[c] = T.CreateTruncating(sums[c]);
            if (gradWeight is not null)
                ((T*)gradWeight.Pointer)[c] = T.CreateTruncating(products[c] * double.CreateTruncating(s[c]));
        }
        if (gradX is null)
            return;
        // gx = a·(g − mean g) − b·(x − mean x), with a = γ/σ and b = a·Σ g(x − mean x)/(nσ²).
        fixed (byte* scratch = Scratch.Bytes(3 * channels * sizeof(T)))
        {
            var a = (T*)scratch;
            var b = (T*)scratch + channels;
            var shift = (T*)scratch + 2 * channels;
            for (var c = 0; c < channels; c++)
            {
                var inverse = double.CreateTruncating(s[c]);
                var scale = inverse * (weight is null ? 1 : double.CreateTruncating(((T*)weight.Pointer)[c]));
                var slope = scale * products[c] * inverse * inverse / count;
                a[c] = T.CreateTruncating(scale);
                b[c] = T.CreateTruncating(slope);
                shift[c] = T.CreateTruncating(slope * double.CreateTruncating(m[c]) - scale * sums[c] / count);
            }
            using var result = new ChannelRows<T>(gradX, write: true);
            ChannelLoops.Combine(gradients.Data, rows.Data, a, b, shift, result.Data, count, channels);
        }
    }
}
