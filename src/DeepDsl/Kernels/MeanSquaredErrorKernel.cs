using System.Numerics;
using DeepDsl.Native;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>Mean squared error, loss and gradient in one pass.</summary>
public static unsafe class MeanSquaredErrorKernel
{
    /// <summary>The mean loss over all elements, and the gradient of the values.</summary>
    /// <param name="value">The values.</param>
    /// <param name="target">What they should be.</param>
    /// <param name="gradient">The gradient of the values.</param>
    /// <exception cref="ArgumentException">The target has another shape or type.</exception>
    public static float Run(Slot value, Tensor target, Slot gradient)
    {
        Targets.Require(target, value.Type, value.Sizes);
        // The gradient's memory holds the target first: it has the same size and layout.
        gradient.Load(target, nameof(target));
        return (float)(value.IsDouble
            ? Run((double*)value.Pointer, (double*)gradient.Pointer, value.Count)
            : Run((float*)value.Pointer, (float*)gradient.Pointer, value.Count));
    }

    private static double Run<T>(T* value, T* gradient, long count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var loss = 0.0;
        for (var i = 0L; i < count; i++)
        {
            var difference = value[i] - gradient[i];
            loss += double.CreateTruncating(difference * difference);
            gradient[i] = difference * T.CreateTruncating(2.0 / count);
        }
        return loss / count;
    }
}
