using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>Cross-entropy of logits, loss and gradient in one pass.</summary>
public static unsafe class CrossEntropyKernel
{
    /// <summary>The mean loss over the samples that count, and the gradient of the logits.</summary>
    /// <param name="logits">Logits, classes along the dimension <paramref name="dim"/>.</param>
    /// <param name="target">Class indices, int64, one per sample or position.</param>
    /// <param name="gradient">The gradient of the logits.</param>
    /// <param name="labelSmoothing">The share of the target spread over all classes.</param>
    /// <param name="ignoreIndex">The target of what does not count.</param>
    /// <param name="weight">What the loss is multiplied with.</param>
    /// <param name="dim">The dimension of the classes, counted with the batch as 0; 0 stands for the channels of feature maps and the last dimension of others.</param>
    /// <param name="classWeights">What a sample counts, by its class; nothing where all count the same.</param>
    /// <param name="name">What the target is called, for messages.</param>
    /// <exception cref="ArgumentException">The target has another shape or type, or names a class that does not exist.</exception>
    public static float Run(Slot logits, Tensor target, Slot gradient, double labelSmoothing, int ignoreIndex, double weight = 1, int dim = 0, ReadOnlySpan<double> classWeights = default, [CallerArgumentExpression(nameof(target))] string name = "")
    {
        if (classWeights.IsEmpty)
            return ClassLoss.Run(logits, target, gradient, ignoreIndex, null, weight, dim, name, new Function(labelSmoothing));
        fixed (double* weights = classWeights)
            return ClassLoss.Run(logits, target, gradient, ignoreIndex, weights, weight, dim, name, new Weighted(labelSmoothing, weights, Sum(classWeights)));
    }

    private static double Sum(ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
            sum += weight;
        return sum;
    }

    private readonly struct Function(double smoothing) : IClassLoss
    {
        public double Of<T>(T* x, T* g, int classes, long stride, long right, T share)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (rest, hit) = (T.CreateTruncating(smoothing / classes), T.CreateTruncating(1 - smoothing));
            var (max, sum) = stride == 1 ? Together(x, g, classes, rest, share) : Apart(x, g, classes, stride, rest, share);
            var mean = smoothing == 0 ? T.Zero : stride == 1 ? Loops.Sum(x, classes, new LogSoftmaxKernel.Above<T>(max, T.Zero)) : SumAbove(x, classes, stride, max);
            var logSum = T.Log(sum);
            var ofClass = logSum - (x[right * stride] - max);
            g[right * stride] -= hit * share;
            return double.CreateTruncating(hit * ofClass + rest * (T.CreateTruncating(classes) * logSum - mean));
        }
    }

    // As in PyTorch, a class weighs also where smoothing spreads the target over it.
    private readonly struct Weighted(double smoothing, double* weights, double sumOfWeights) : IClassLoss
    {
        public double Of<T>(T* x, T* g, int classes, long stride, long right, T share)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (rest, hit) = (smoothing / classes, (1 - smoothing) * weights[right]);
            var ofSoftmax = T.CreateTruncating(hit + rest * sumOfWeights) * share;
            var (max, sum) = stride == 1 ? Together(x, g, classes, T.Zero, ofSoftmax) : Apart(x, g, classes, stride, T.Zero, ofSoftmax);
            var logSum = T.Log(sum);
            g[right * stride] -= T.CreateTruncating(hit) * share;
            var loss = hit * double.CreateTruncating(logSum - (x[right * stride] - max));
            for (var c = 0; smoothing != 0 && c < classes; c++)
            {
                g[c * stride] -= T.CreateTruncating(rest * weights[c]) * share;
                loss += rest * weights[c] * double.CreateTruncating(logSum - (x[c * stride] - max));
            }
            return loss;
        }
    }

    // The gradient but for that of the right class; the largest value, and the sum of the exponentials of all above it.
    private static (T Max, T Sum) Together<T>(T* x, T* g, int classes, T rest, T share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (classes <= Vector<T>.Count)
            return Few(x, g, classes, rest, share);
        var max = Loops.Max(x, classes);
        Loops.Zip(x, x, g, classes, new SoftmaxKernel.ExpAbove<T>(max));
        var sum = Loops.Sum(g, classes);
        Loops.Zip(g, g, g, classes, new Affine<T>(share / sum, -rest * share));
        return (max, sum);
    }

    // One vector holds them all.
    private static (T Max, T Sum) Few<T>(T* x, T* g, int classes, T rest, T share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (lanes, bytes) = (new Vector<T>(T.NegativeInfinity), (uint)(classes * sizeof(T)));
        Unsafe.CopyBlockUnaligned(&lanes, x, bytes);
        var max = SoftmaxKernel.Max(x, classes, 1);
        var powers = VectorMath.Exp(lanes - new Vector<T>(max));
        var sum = Vector.Sum(powers);
        var gradients = VectorMath.MultiplyAdd(powers, new Vector<T>(share / sum), new Vector<T>(-rest * share));
        Unsafe.CopyBlockUnaligned(g, &gradients, bytes);
        return (max, sum);
    }

    private static T SumAbove<T>(T* x, int classes, long stride, T max)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (var c = 0; c < classes; c++)
            sum += x[c * stride] - max;
        return sum;
    }

    private static (T Max, T Sum) Apart<T>(T* x, T* g, int classes, long stride, T rest, T share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (max, sum) = (x[0], T.Zero);
        for (var c = 1; c < classes; c++)
            max = T.Max(max, x[c * stride]);
        for (var c = 0; c < classes; c++)
            sum += g[c * stride] = T.Exp(x[c * stride] - max);
        for (var c = 0; c < classes; c++)
            g[c * stride] = (g[c * stride] / sum - rest) * share;
        return (max, sum);
    }

    private readonly struct Affine<T>(T scale, T shift) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Apply(Vector<T> a, Vector<T> b) => VectorMath.MultiplyAdd(a, new Vector<T>(scale), new Vector<T>(shift));
    }
}
