using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>Squared error near zero and absolute error beyond.</summary>
public static class HuberKernel
{
    /// <summary>The mean loss over all elements times a weight, and the gradient of the values.</summary>
    /// <param name="value">The values.</param>
    /// <param name="target">What they should be.</param>
    /// <param name="gradient">The gradient of the values.</param>
    /// <param name="delta">The difference up to which it is ½·d², and δ·(|d| − ½·δ) beyond.</param>
    /// <param name="factor">What the loss of every element is multiplied with.</param>
    /// <param name="weight">What the loss is multiplied with.</param>
    /// <param name="name">What the target is called, for messages.</param>
    /// <exception cref="ArgumentException">The target has another shape or type.</exception>
    public static float Run(Slot value, Tensor target, Slot gradient, double delta, double factor, double weight = 1, [CallerArgumentExpression(nameof(target))] string name = "") => ElementLoss.Run(value, target, gradient, weight, name, new Function(delta, factor));

    /// <summary>The same with a target that is another value of the network.</summary>
    public static float Run(Slot value, Slot target, Slot gradient, double delta, double factor, double weight = 1) => ElementLoss.Run(value, target, gradient, weight, new Function(delta, factor));

    private readonly struct Function(double delta, double factor) : IElementLoss
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector<T> Loss, Vector<T> Derivative) Of<T>(Vector<T> value, Vector<T> target, long index)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (difference, bound, scale, half) = (value - target, VectorMath.Constant<T>(delta), VectorMath.Constant<T>(factor), VectorMath.Constant<T>(0.5));
            var size = Vector.Abs(difference);
            var isNear = Vector.LessThan(size, bound);
            return (Vector.ConditionalSelect(isNear, scale * half * difference * difference, scale * bound * (size - half * bound)),
                scale * Vector.ConditionalSelect(isNear, difference, Vector.CopySign(bound, difference)));
        }
    }
}
