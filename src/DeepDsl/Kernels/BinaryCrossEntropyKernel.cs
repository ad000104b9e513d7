using System.Numerics;
using DeepDsl.Native;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>Binary cross-entropy of logits, loss and gradient in one pass.</summary>
public static unsafe class BinaryCrossEntropyKernel
{
    /// <summary>The mean loss over all elements, and the gradient of the values.</summary>
    /// <param name="value">The logits.</param>
    /// <param name="target">Probabilities.</param>
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
            var (x, t) = (value[i], gradient[i]);
            // log(1 + e⁻ˣ) written so that no exponential overflows.
            var decay = T.Exp(-T.Abs(x));
            loss += double.CreateTruncating(T.Max(x, T.Zero) - x * t + T.LogP1(decay));
            var sigmoid = x >= T.Zero ? T.One / (T.One + decay) : decay / (T.One + decay);
            gradient[i] = (sigmoid - t) / T.CreateTruncating(count);
        }
        return loss / count;
    }
}
