using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>A batch normalization with running statistics: x·scale + shift, by channels.</summary>
/// <param name="weight">The factors γ, if there are any.</param>
/// <param name="bias">The summands β, if there are any.</param>
/// <param name="mean">The running mean.</param>
/// <param name="variance">The running variance.</param>
/// <param name="eps">Added to the variance.</param>
public readonly unsafe struct FrozenNorm(Slot? weight, Slot? bias, Slot mean, Slot variance, double eps)
{
    /// <summary>Weight and bias of a layer, whose first dimension is the channels of its result, such that they do the norm as well.</summary>
    internal (Slot Weight, Slot Bias) Fold(Slot source, Slot? sourceBias)
    {
        var (folded, foldedBias) = (Slot.Owning(source.Name, source.Sizes, source.Type), Slot.Owning(mean.Name, mean.Sizes, mean.Type));
        if (source.IsDouble)
            Fold<double>(source, sourceBias, folded, foldedBias);
        else
            Fold<float>(source, sourceBias, folded, foldedBias);
        return (folded, foldedBias);
    }

    private void Fold<T>(Slot source, Slot? sourceBias, Slot folded, Slot foldedBias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (channels, size) = (checked((int)source.Sizes[0]), (int)(source.Count / source.Sizes[0]));
        for (var c = 0; c < channels; c++)
        {
            var scale = At<T>(weight, c, 1) / Math.Sqrt(At<T>(variance, c, 0) + eps);
            ((T*)foldedBias.Pointer)[c] = T.CreateTruncating((At<T>(sourceBias, c, 0) - At<T>(mean, c, 0)) * scale + At<T>(bias, c, 0));
            Loops.Multiply(T.CreateTruncating(scale), (T*)source.Pointer + (long)c * size, (T*)folded.Pointer + (long)c * size, size);
        }
    }

    private static double At<T>(Slot? values, int channel, double absent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => values is null ? absent : double.CreateTruncating(((T*)values.Pointer)[channel]);
}
