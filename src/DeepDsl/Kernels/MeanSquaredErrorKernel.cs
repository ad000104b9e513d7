using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>Mean squared error.</summary>
public static class MeanSquaredErrorKernel
{
    /// <summary>The mean loss over all elements times a weight, and the gradient of the values.</summary>
    /// <param name="value">The values.</param>
    /// <param name="target">What they should be.</param>
    /// <param name="gradient">The gradient of the values.</param>
    /// <param name="weight">What the loss is multiplied with.</param>
    /// <param name="name">What the target is called, for messages.</param>
    /// <exception cref="ArgumentException">The target has another shape or type.</exception>
    public static float Run(Slot value, Tensor target, Slot gradient, double weight = 1, [CallerArgumentExpression(nameof(target))] string name = "") => ElementLoss.Run(value, target, gradient, weight, name, default(Function));

    /// <summary>The same with a target that is another value of the network.</summary>
    public static float Run(Slot value, Slot target, Slot gradient, double weight = 1) => ElementLoss.Run(value, target, gradient, weight, default(Function));

    private readonly struct Function : IElementLoss
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector<T> Loss, Vector<T> Derivative) Of<T>(Vector<T> value, Vector<T> target, long index)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var difference = value - target;
            return (difference * difference, difference + difference);
        }
    }
}
