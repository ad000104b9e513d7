using System.Numerics;
using DeepDsl.Native;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>The loss of one sample or position among classes, compiled into the loop over all.</summary>
internal unsafe interface IClassLoss
{
    /// <summary>The loss of a line of values, and its gradient.</summary>
    /// <param name="values">The values of the classes.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="classes">How many there are.</param>
    /// <param name="stride">How far apart they lie.</param>
    /// <param name="right">The right one.</param>
    /// <param name="share">What gradients are multiplied with.</param>
    double Of<T>(T* values, T* gradient, int classes, long stride, long right, T share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Losses of class indices: means over the samples and positions that count.</summary>
internal static unsafe class ClassLoss
{
    // Without weights of classes all count the same.
    public static float Run<TLoss>(Slot values, Tensor target, Slot gradient, int ignoreIndex, double* classWeights, double weight, int dim, string name, TLoss loss)
        where TLoss : struct, IClassLoss
    {
        var sizes = values.Sizes;
        if (dim == 0)
            dim = sizes.Length == 4 ? 1 : sizes.Length - 1;
        var axis = Axis.Of(values, values.IsChannelsLast ? 3 : dim);
        Targets.Require(target, ScalarType.Int64, sizes.Length == 4 ? [sizes[0], sizes[2], sizes[3]] : dim == 1 && sizes.Length == 3 ? [sizes[0], sizes[2]] : sizes.AsSpan(0, sizes.Length - 1), name);
        if (!target.is_contiguous())
        {
            using var contiguous = target.contiguous();
            return Run(values, contiguous, gradient, ignoreIndex, classWeights, weight, dim, name, loss);
        }
        var classes = (long*)LibTorch.DataPointer(target.Handle);
        var result = values.IsDouble
            ? Run<double, TLoss>(values, classes, gradient, ignoreIndex, classWeights, weight, axis, name, loss)
            : Run<float, TLoss>(values, classes, gradient, ignoreIndex, classWeights, weight, axis, name, loss);
        GC.KeepAlive(target);
        return (float)result;
    }

    private static double Run<T, TLoss>(Slot values, long* target, Slot gradient, int ignoreIndex, double* classWeights, double weight, Axis axis, string name, TLoss loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLoss : struct, IClassLoss
    {
        var counted = Count(target, axis, ignoreIndex, classWeights, name);
        var (share, sum) = (T.CreateTruncating(counted == 0 ? 0 : weight / counted), 0.0);
        for (var line = 0L; line < axis.Lines; line++)
        {
            var x = (T*)values.Pointer + axis.Start(line);
            var g = (T*)gradient.Pointer + axis.Start(line);
            if (target[line] != ignoreIndex)
            {
                sum += loss.Of(x, g, axis.Length, axis.Stride, target[line], share);
                continue;
            }
            Clear(g, axis.Length, axis.Stride);
        }
        // As in PyTorch, the mean of nothing is NaN.
        return counted == 0 ? double.NaN : weight * sum / counted;
    }

    /// <summary>Sets a line of values to zero.</summary>
    public static void Clear<T>(T* values, int classes, long stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (stride == 1)
        {
            new Span<T>(values, classes).Clear();
            return;
        }
        for (var c = 0; c < classes; c++)
            values[c * stride] = T.Zero;
    }

    private static double Count(long* target, Axis axis, int ignoreIndex, double* classWeights, string name)
    {
        var counted = 0.0;
        for (var i = 0L; i < axis.Lines; i++)
        {
            if (target[i] == ignoreIndex)
                continue;
            if (target[i] < 0 || target[i] >= axis.Length)
                throw Targets.NoClass(target[i], i, axis.Length, name);
            counted += classWeights is null ? 1 : classWeights[target[i]];
        }
        return counted;
    }
}
