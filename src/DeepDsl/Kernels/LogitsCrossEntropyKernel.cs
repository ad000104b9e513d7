using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>Binary cross-entropy of logits.</summary>
public static unsafe class LogitsCrossEntropyKernel
{
    /// <summary>The mean loss over all elements times a weight, and the gradient of the values.</summary>
    /// <param name="value">The logits.</param>
    /// <param name="target">Probabilities.</param>
    /// <param name="gradient">The gradient of the values.</param>
    /// <param name="posWeight">What positive targets count: nothing where that is 1, one number, or one for every channel of feature maps and every element of the last dimension of others.</param>
    /// <param name="weight">What the loss is multiplied with.</param>
    /// <param name="name">What the target is called, for messages.</param>
    /// <exception cref="ArgumentException">The target has another shape or type.</exception>
    public static float Run(Slot value, Tensor target, Slot gradient, ReadOnlySpan<double> posWeight = default, double weight = 1, [CallerArgumentExpression(nameof(target))] string name = "")
    {
        if (posWeight.IsEmpty)
            return ElementLoss.Run(value, target, gradient, weight, name, default(Function));
        fixed (double* positive = posWeight)
            return ElementLoss.Run(value, target, gradient, weight, name, new Weighted(positive, posWeight.Length, Apart(value)));
    }

    /// <summary>The same with a target that is another value of the network.</summary>
    public static float Run(Slot value, Slot target, Slot gradient, ReadOnlySpan<double> posWeight = default, double weight = 1)
    {
        if (posWeight.IsEmpty)
            return ElementLoss.Run(value, target, gradient, weight, default(Function));
        fixed (double* positive = posWeight)
            return ElementLoss.Run(value, target, gradient, weight, new Weighted(positive, posWeight.Length, Apart(value)));
    }

    // How far apart the classes lie in memory.
    private static long Apart(Slot value) => value.Sizes is [_, _, var height, var width] && !value.IsChannelsLast ? height * width : 1;

    private readonly struct Function : IElementLoss
    {
        public (T Loss, T Derivative) Of<T>(T value, T target, long index)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            // log(1 + e⁻ˣ) written so that no exponential overflows.
            var decay = T.Exp(-T.Abs(value));
            var sigmoid = (value >= T.Zero ? T.One : decay) / (T.One + decay);
            return (T.Max(value, T.Zero) - value * target + T.LogP1(decay), sigmoid - target);
        }
    }

    private readonly struct Weighted(double* positive, int count, long apart) : IElementLoss
    {
        public (T Loss, T Derivative) Of<T>(T value, T target, long index)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var decay = T.Exp(-T.Abs(value));
            // σ(−x), and −log σ(x).
            var rest = (value >= T.Zero ? decay : T.One) / (T.One + decay);
            var log = T.Max(-value, T.Zero) + T.LogP1(decay);
            var (counts, other) = (T.One + (T.CreateTruncating(positive[index / apart % count]) - T.One) * target, T.One - target);
            return (other * value + counts * log, other - counts * rest);
        }
    }
}
