using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>The negative log-likelihood of class indices, loss and gradient in one pass.</summary>
public static unsafe class NegativeLogLikelihoodKernel
{
    /// <summary>The mean loss over the samples that count, and the gradient of the log-probabilities.</summary>
    /// <param name="values">Log-probabilities, classes along the dimension <paramref name="dim"/>.</param>
    /// <param name="target">Class indices, int64, one per sample or position.</param>
    /// <param name="gradient">The gradient of the log-probabilities.</param>
    /// <param name="ignoreIndex">The target of what does not count.</param>
    /// <param name="weight">What the loss is multiplied with.</param>
    /// <param name="dim">The dimension of the classes, counted with the batch as 0; 0 stands for the channels of feature maps and the last dimension of others.</param>
    /// <param name="classWeights">What a sample counts, by its class; nothing where all count the same.</param>
    /// <param name="name">What the target is called, for messages.</param>
    /// <exception cref="ArgumentException">The target has another shape or type, or names a class that does not exist.</exception>
    public static float Run(Slot values, Tensor target, Slot gradient, int ignoreIndex, double weight = 1, int dim = 0, ReadOnlySpan<double> classWeights = default, [CallerArgumentExpression(nameof(target))] string name = "")
    {
        fixed (double* weights = classWeights)
            return ClassLoss.Run(values, target, gradient, ignoreIndex, weights, weight, dim, name, new Function(weights));
    }

    private readonly struct Function(double* weights) : IClassLoss
    {
        public double Of<T>(T* values, T* gradient, int classes, long stride, long right, T share)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ClassLoss.Clear(gradient, classes, stride);
            var counts = weights is null ? 1 : weights[right];
            gradient[right * stride] = -share * T.CreateTruncating(counts);
            return -counts * double.CreateTruncating(values[right * stride]);
        }
    }
}
