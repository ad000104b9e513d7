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
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector<T> Loss, Vector<T> Derivative) Of<T>(Vector<T> value, Vector<T> target, long index)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            // log(1 + e⁻ˣ) written so that no exponential overflows.
            var decay = VectorMath.Exp(-Vector.Abs(value));
            var sigmoid = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(value, Vector<T>.Zero), Vector<T>.One, decay) / (Vector<T>.One + decay);
            return (Vector.Max(value, Vector<T>.Zero) - value * target + VectorMath.LogP1(decay), sigmoid - target);
        }
    }

    private readonly struct Weighted(double* positive, int count, long apart) : IElementLoss
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector<T> Loss, Vector<T> Derivative) Of<T>(Vector<T> value, Vector<T> target, long index)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var decay = VectorMath.Exp(-Vector.Abs(value));
            // σ(−x), and −log σ(x).
            var rest = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(value, Vector<T>.Zero), decay, Vector<T>.One) / (Vector<T>.One + decay);
            var log = Vector.Max(-value, Vector<T>.Zero) + VectorMath.LogP1(decay);
            var (counts, other) = (Vector<T>.One + (Positive<T>(index) - Vector<T>.One) * target, Vector<T>.One - target);
            return (other * value + counts * log, other - counts * rest);
        }

        // Those of the elements from there on.
        [MethodImpl(Hot.Loop)]
        private Vector<T> Positive<T>(long index)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (count == 1)
                return VectorMath.Constant<T>(*positive);
            var (weights, place, at) = (Vector<T>.Zero, index / apart % count, index % apart);
            for (var lane = 0; lane < Vector<T>.Count; lane++)
            {
                ((T*)&weights)[lane] = T.CreateTruncating(positive[place]);
                if (++at == apart)
                    (place, at) = (place + 1 == count ? 0 : place + 1, 0);
            }
            return weights;
        }
    }
}
