using System.Numerics;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>The loss of one element, compiled into the loop over all.</summary>
internal interface IElementLoss
{
    /// <summary>The loss, and its derivative by the value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="target">What it should be.</param>
    /// <param name="index">Where it lies in memory.</param>
    (T Loss, T Derivative) Of<T>(T value, T target, long index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Losses that are means over elements: value, loss and gradient in one pass.</summary>
internal static unsafe class ElementLoss
{
    public static float Run<TLoss>(Slot value, Tensor target, Slot gradient, double weight, string name, TLoss loss)
        where TLoss : struct, IElementLoss
    {
        Targets.Require(target, value.Type, value.Sizes, name);
        // The gradient's memory holds the target first: it has the same size and layout.
        gradient.Load(target, name);
        return Run(value, gradient, weight, loss);
    }

    public static float Run<TLoss>(Slot value, Slot target, Slot gradient, double weight, TLoss loss)
        where TLoss : struct, IElementLoss
    {
        System.Buffer.MemoryCopy(target.Pointer, gradient.Pointer, gradient.Bytes, gradient.Bytes);
        return Run(value, gradient, weight, loss);
    }

    private static float Run<TLoss>(Slot value, Slot gradient, double weight, TLoss loss)
        where TLoss : struct, IElementLoss => (float)(value.IsDouble
            ? Run((double*)value.Pointer, (double*)gradient.Pointer, value.Count, weight, loss)
            : Run((float*)value.Pointer, (float*)gradient.Pointer, value.Count, weight, loss));

    private static double Run<T, TLoss>(T* value, T* gradient, long count, double weight, TLoss loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLoss : struct, IElementLoss
    {
        var (sum, share) = (0.0, T.CreateTruncating(weight / count));
        for (var i = 0L; i < count; i++)
        {
            var (part, derivative) = loss.Of(value[i], gradient[i], i);
            sum += double.CreateTruncating(part);
            gradient[i] = derivative * share;
        }
        return weight * sum / count;
    }
}
