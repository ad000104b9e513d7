using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>Binary cross-entropy of probabilities. As in PyTorch, logarithms end at -100.</summary>
public static class BinaryCrossEntropyKernel
{
    /// <summary>The mean loss over all elements times a weight, and the gradient of the values.</summary>
    /// <param name="value">The probabilities.</param>
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
            var floor = VectorMath.Constant<T>(-100);
            var (log, logOther) = (Vector.Max(VectorMath.Log(value), floor), Vector.Max(VectorMath.LogP1(-value), floor));
            var slack = Vector.Max((Vector<T>.One - value) * value, VectorMath.Constant<T>(1e-12));
            return (-(target * log + (Vector<T>.One - target) * logOther), (value - target) / slack);
        }
    }
}
