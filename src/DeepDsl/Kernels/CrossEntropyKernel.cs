using System.Numerics;
using DeepDsl.Native;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>Cross-entropy of logits, loss and gradient in one pass.</summary>
public static unsafe class CrossEntropyKernel
{
    /// <summary>The mean loss over the samples that count, and the gradient of the logits.</summary>
    /// <param name="logits">Logits, classes along the dimension <paramref name="dim"/>.</param>
    /// <param name="target">Class indices, int64, one per sample or position.</param>
    /// <param name="gradient">The gradient of the logits.</param>
    /// <param name="labelSmoothing">The share of the target spread over all classes.</param>
    /// <param name="ignoreIndex">The target of what does not count.</param>
    /// <param name="weight">What the loss is multiplied with.</param>
    /// <param name="dim">The dimension of the classes, counted with the batch as 0; 0 stands for the channels of feature maps and the last dimension of others.</param>
    /// <exception cref="ArgumentException">The target has another shape or type, or names a class that does not exist.</exception>
    public static float Run(Slot logits, Tensor target, Slot gradient, double labelSmoothing, int ignoreIndex, double weight = 1, int dim = 0)
    {
        var sizes = logits.Sizes;
        if (dim == 0)
            dim = sizes.Length == 4 ? 1 : sizes.Length - 1;
        var axis = Axis.Of(logits, logits.IsChannelsLast ? 3 : dim);
        Targets.Require(target, ScalarType.Int64, sizes.Length == 4 ? [sizes[0], sizes[2], sizes[3]] : dim == 1 && sizes.Length == 3 ? [sizes[0], sizes[2]] : sizes.AsSpan(0, sizes.Length - 1));
        if (!target.is_contiguous())
        {
            using var contiguous = target.contiguous();
            return Run(logits, contiguous, gradient, labelSmoothing, ignoreIndex, weight, dim);
        }
        var classes = (long*)LibTorch.DataPointer(target.Handle);
        var loss = logits.IsDouble
            ? Run<double>(logits, classes, gradient, labelSmoothing, ignoreIndex, weight, axis)
            : Run<float>(logits, classes, gradient, labelSmoothing, ignoreIndex, weight, axis);
        GC.KeepAlive(target);
        return (float)loss;
    }

    private static double Run<T>(Slot logits, long* target, Slot gradient, double smoothing, int ignoreIndex, double weight, Axis axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var counted = Count(target, axis, ignoreIndex);
        var (share, loss) = (T.CreateTruncating(weight / Math.Max(1, counted)), 0.0);
        var (rest, hit) = (T.CreateTruncating(smoothing / axis.Length), T.CreateTruncating(1 - smoothing));
        for (var line = 0L; line < axis.Lines; line++)
        {
            var x = (T*)logits.Pointer + axis.Start(line);
            var g = (T*)gradient.Pointer + axis.Start(line);
            if (target[line] == ignoreIndex)
            {
                for (var c = 0; c < axis.Length; c++)
                    g[c * axis.Stride] = T.Zero;
                continue;
            }
            var max = x[0];
            for (var c = 1; c < axis.Length; c++)
                max = T.Max(max, x[c * axis.Stride]);
            var (sum, mean) = (T.Zero, T.Zero);
            for (var c = 0; c < axis.Length; c++)
            {
                sum += g[c * axis.Stride] = T.Exp(x[c * axis.Stride] - max);
                mean += x[c * axis.Stride] - max;
            }
            var logSum = T.Log(sum);
            var ofClass = logSum - (x[target[line] * axis.Stride] - max);
            loss += double.CreateTruncating(hit * ofClass + rest * (T.CreateTruncating(axis.Length) * logSum - mean));
            for (var c = 0; c < axis.Length; c++)
                g[c * axis.Stride] = (g[c * axis.Stride] / sum - rest) * share;
            g[target[line] * axis.Stride] -= hit * share;
        }
        // As in PyTorch, the mean of nothing is NaN.
        return counted == 0 ? double.NaN : weight * loss / counted;
    }

    private static long Count(long* target, Axis axis, int ignoreIndex)
    {
        var counted = 0L;
        for (var i = 0L; i < axis.Lines; i++)
        {
            if (target[i] == ignoreIndex)
                continue;
            if (target[i] < 0 || target[i] >= axis.Length)
                throw new ArgumentException($"The target holds class {target[i]} at position {i}, but the model has classes 0 to {axis.Length - 1}.", nameof(target));
            counted++;
        }
        return counted;
    }
}
