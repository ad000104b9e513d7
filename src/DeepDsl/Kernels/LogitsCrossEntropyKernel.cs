using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>Binary cross-entropy of logits.</summary>
public static class LogitsCrossEntropyKernel
{
    /// <summary>The mean loss over all elements times a weight, and the gradient of the values.</summary>
    /// <param name="value">The logits.</param>
    /// <param name="target">Probabilities.</param>
    /// <param name="gradient">The gradient of the values.</param>
    /// <param name="weight">What the loss is multiplied with.</param>
    /// <param name="name">What the target is called, for messages.</param>
    /// <exception cref="ArgumentException">The target has another shape or type.</exception>
    public static float Run(Slot value, Tensor target, Slot gradient, double weight = 1, [CallerArgumentExpression(nameof(target))] string name = "") => ElementLoss.Run(value, target, gradient, weight, name, default(Function));

    /// <summary>The same with a target that is another value of the network.</summary>
    public static float Run(Slot value, Slot target, Slot gradient, double weight = 1) => ElementLoss.Run(value, target, gradient, weight, default(Function));

    private readonly struct Function : IElementLoss
    {
        public (T Loss, T Derivative) Of<T>(T value, T target)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            // log(1 + e⁻ˣ) written so that no exponential overflows.
            var decay = T.Exp(-T.Abs(value));
            var sigmoid = (value >= T.Zero ? T.One : decay) / (T.One + decay);
            return (T.Max(value, T.Zero) - value * target + T.LogP1(decay), sigmoid - target);
        }
    }
}
