using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Group normalization, over the channels of each group and all positions of a sample.</summary>
public static unsafe class GroupNormKernel
{
    /// <summary>Normalizes x by the statistics of each sample's groups, and keeps them for the backward pass.</summary>
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
        using var rows = new ChannelRows<T>(x);
        using var results = new ChannelRows<T>(y, write: true);
        var (channels, groups, positions) = (x.Channels, mean.Columns, rows.Count / x.Batch);
        var width = channels / groups;
        var sums = Scratch.Doubles(channels);
        fixed (byte* scratch = Scratch.OtherBytes(2 * channels * sizeof(T)))
        {
            var scale = (T*)scratch;
            var shift = (T*)scratch + channels;
            for (var n = 0; n < x.Batch; n++)
            {
                var input = rows.Data + (long)n * positions * channels;
                var m = (T*)mean.Pointer + (long)n * groups;
                var s = (T*)invStd.Pointer + (long)n * groups;
                sums.Clear();
                ColumnSums.Add(input, null, null, positions, channels, sums, default);
                for (var c = 0; c < channels; c++)
                    shift[c] = T.CreateTruncating(Of(sums, c / width, width) / ((double)width * positions));
                // Squares are taken around the mean, as large means would swamp them otherwise.
                ChannelLoops.Squares(input, shift, positions, channels, sums);
                for (var g = 0; g < groups; g++)
                {
                    m[g] = shift[g * width];
                    s[g] = T.CreateTruncating(1 / Math.Sqrt(Of(sums, g, width) / ((double)width * positions) + eps));
                }
                for (var c = 0; c < channels; c++)
                {
                    scale[c] = weight is null ? s[c / width] : s[c / width] * ((T*)weight.Pointer)[c];
                    shift[c] = (bias is null ? T.Zero : ((T*)bias.Pointer)[c]) - scale[c] * m[c / width];
                }
                ChannelLoops.Affine(input, scale, shift, results.Data + (long)n * positions * channels, positions, channels);
            }
        }
    }

    private static void Backward<T>(Slot gradient, Slot x, Slot? weight, Slot mean, Slot invStd, Slot? gradX, Slot? gradWeight, Slot? gradBias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var rows = new ChannelRows<T>(x);
        using var gradients = new ChannelRows<T>(gradient);
        using var results = gradX is null ? default : new ChannelRows<T>(gradX, write: true);
        var (channels, groups, positions) = (x.Channels, mean.Columns, rows.Count / x.Batch);
        var width = channels / groups;
        var sums = Scratch.Doubles(channels);
        var products = Scratch.OtherDoubles(channels);
        gradWeight?.Span<T>().Clear();
        gradBias?.Span<T>().Clear();
        fixed (byte* scratch = Scratch.OtherBytes(3 * channels * sizeof(T)))
        {
            var a = (T*)scratch;
            var b = (T*)scratch + channels;
            var shift = (T*)scratch + 2 * channels;
            for (var n = 0; n < x.Batch; n++)
            {
                var offset = (long)n * positions * channels;
                var m = (T*)mean.Pointer + (long)n * groups;
                var s = (T*)invStd.Pointer + (long)n * groups;
                for (var c = 0; c < channels; c++)
                    shift[c] = m[c / width];
                sums.Clear();
                products.Clear();
                ColumnSums.Add(gradients.Data + offset, rows.Data + offset, shift, positions, channels, sums, products);
                for (var c = 0; c < channels; c++)
                {
                    a[c] = s[c / width] * (weight is null ? T.One : ((T*)weight.Pointer)[c]);
                    if (gradBias is not null)
                        ((T*)gradBias.Pointer)[c] += T.CreateTruncating(sums[c]);
                    if (gradWeight is not null)
                        ((T*)gradWeight.Pointer)[c] += T.CreateTruncating(products[c]) * s[c / width];
                    sums[c] *= double.CreateTruncating(a[c]);
                    products[c] *= double.CreateTruncating(a[c]);
                }
                if (gradX is null)
                    continue;
                // gx = a·g − b·(x − mean) − mean(a·g), with a = γ/σ and b = Σ a·g(x − mean)/(nσ²), sums and means over the group.
                for (var g = 0; g < groups; g++)
                {
                    var (size, inverse) = ((double)width * positions, double.CreateTruncating(s[g]));
                    var slope = Of(products, g, width) * inverse * inverse / size;
                    var rest = slope * double.CreateTruncating(m[g]) - Of(sums, g, width) / size;
                    new Span<T>(b + g * width, width).Fill(T.CreateTruncating(slope));
                    new Span<T>(shift + g * width, width).Fill(T.CreateTruncating(rest));
                }
                ChannelLoops.Combine(gradients.Data + offset, rows.Data + offset, a, b, shift, results.Data + offset, positions, channels);
            }
        }
    }

    /// <summary>The sum over the channels of a group.</summary>
    private static double Of(ReadOnlySpan<double> sums, int group, int width)
    {
        var sum = 0.0;
        foreach (var value in sums.Slice(group * width, width))
            sum += value;
        return sum;
    }
}
