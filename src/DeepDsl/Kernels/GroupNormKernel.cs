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
        var (width, tile) = (channels / groups, ChannelLoops.Tile<T>(channels));
        var sums = Scratch.Doubles(channels);
        var squares = Scratch.OtherDoubles(channels);
        fixed (byte* scratch = Scratch.Bytes(2 * tile * sizeof(T)))
        {
            var scale = (T*)scratch;
            var shift = (T*)scratch + tile;
            for (var n = 0; n < x.Batch; n++)
            {
                var input = rows.Data + (long)n * positions * channels;
                var m = (T*)mean.Pointer + (long)n * groups;
                var s = (T*)invStd.Pointer + (long)n * groups;
                // Sums are taken around a value of the group, as large means would swamp the variance otherwise.
                for (var c = 0; c < channels; c++)
                    shift[c] = input[c / width * width];
                ChannelLoops.Repeat(shift, channels, tile);
                ChannelLoops.Reduce<T, Moments<T>>((long)positions * channels, tile, new(input, shift), sums, squares);
                for (var g = 0; g < groups; g++)
                {
                    var (size, center) = ((double)width * positions, double.CreateTruncating(shift[g * width]));
                    var offset = Of(sums, g, width) / size;
                    m[g] = T.CreateTruncating(center + offset);
                    s[g] = T.CreateTruncating(1 / Math.Sqrt(Math.Max(0, Of(squares, g, width) / size - offset * offset) + eps));
                }
                for (var c = 0; c < channels; c++)
                {
                    scale[c] = weight is null ? s[c / width] : s[c / width] * ((T*)weight.Pointer)[c];
                    shift[c] = (bias is null ? T.Zero : ((T*)bias.Pointer)[c]) - scale[c] * m[c / width];
                }
                ChannelLoops.Repeat(scale, channels, tile);
                ChannelLoops.Repeat(shift, channels, tile);
                ChannelLoops.Map<T, AffineMap<T, Unchanged>>((long)positions * channels, tile, new(input, scale, shift, null, results.Data + (long)n * positions * channels, default));
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
        var (width, tile) = (channels / groups, ChannelLoops.Tile<T>(channels));
        var sums = Scratch.Doubles(channels);
        var products = Scratch.OtherDoubles(channels);
        gradWeight?.Span<T>().Clear();
        gradBias?.Span<T>().Clear();
        fixed (byte* scratch = Scratch.Bytes(3 * tile * sizeof(T)))
        {
            var a = (T*)scratch;
            var b = (T*)scratch + tile;
            var shift = (T*)scratch + 2 * tile;
            for (var n = 0; n < x.Batch; n++)
            {
                var offset = (long)n * positions * channels;
                var m = (T*)mean.Pointer + (long)n * groups;
                var s = (T*)invStd.Pointer + (long)n * groups;
                for (var c = 0; c < channels; c++)
                    shift[c] = m[c / width];
                ChannelLoops.Repeat(shift, channels, tile);
                var after = new PreviousGradient<T, Unchanged>(gradients.Data + offset, null, null, default);
                ChannelLoops.Reduce<T, Products<T, Unchanged>>((long)positions * channels, tile, new(after, rows.Data + offset, shift), sums, products);
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
                ChannelLoops.Repeat(a, channels, tile);
                ChannelLoops.Repeat(b, channels, tile);
                ChannelLoops.Repeat(shift, channels, tile);
                ChannelLoops.Map<T, CombineMap<T, Unchanged>>((long)positions * channels, tile, new(after, rows.Data + offset, a, b, shift, results.Data + offset));
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
