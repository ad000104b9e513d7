using System.Runtime.CompilerServices;
using DeepDsl.Kernels;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepDsl.Models;

/// <content>Losses against a target, which is refused as by the kernels.</content>
public static unsafe partial class Portable
{
    /// <summary>The target, if it is like the value it is compared with: libtorch would repeat either to fit the other.</summary>
    /// <exception cref="ArgumentException">It has another shape, type or device.</exception>
    public static Tensor Like(Tensor value, Tensor target, [CallerArgumentExpression(nameof(target))] string name = "")
    {
        Targets.Require(target, value.dtype, value.shape, name, value.device);
        return target;
    }

    /// <summary>Cross-entropy over the dimension <paramref name="dim"/>; where that is 0, over the last one of vectors and sequences and the channels of feature maps.</summary>
    /// <exception cref="ArgumentException">The target has another shape, type or device, or names a class that does not exist.</exception>
    public static Tensor CrossEntropy(Tensor logits, Tensor target, double labelSmoothing, int ignoreIndex, int dim = 0, ReadOnlySpan<double> classWeights = default, [CallerArgumentExpression(nameof(target))] string name = "")
    {
        var values = ClassesSecond(logits, dim);
        RequireClasses(values, target, ignoreIndex, name);
        return functional.cross_entropy(values, target, Weights(classWeights, values), ignoreIndex, label_smoothing: labelSmoothing);
    }

    /// <summary>The negative log-likelihood over the dimension <paramref name="dim"/>; where that is 0, over the last one of vectors and sequences and the channels of feature maps.</summary>
    /// <exception cref="ArgumentException">The target has another shape, type or device, or names a class that does not exist.</exception>
    public static Tensor NegativeLogLikelihood(Tensor logProbabilities, Tensor target, int ignoreIndex, int dim = 0, ReadOnlySpan<double> classWeights = default, [CallerArgumentExpression(nameof(target))] string name = "")
    {
        var values = ClassesSecond(logProbabilities, dim);
        RequireClasses(values, target, ignoreIndex, name);
        var counts = target.ne(ignoreIndex);
        var right = where(counts, target, 0);
        var chosen = values.gather(1, right.unsqueeze(1)).squeeze(1);
        if (Weights(classWeights, values) is not { } weights)
            return -where(counts, chosen, 0).sum() / counts.sum();
        var weight = where(counts, weights[right], 0);
        return -(weight * where(counts, chosen, 0)).sum() / weight.sum();
    }

    /// <summary>Binary cross-entropy of logits where positive targets have a weight: one, or one for every channel of feature maps and every element of the last dimension of others.</summary>
    public static Tensor LogitsCrossEntropy(Tensor value, Tensor target, ReadOnlySpan<double> posWeight)
    {
        var weights = Weights(posWeight, value)!;
        return functional.binary_cross_entropy_with_logits(value, target, pos_weights: value.dim() == 4 ? weights.view(-1, 1, 1) : weights);
    }

    private static Tensor? Weights(ReadOnlySpan<double> weights, Tensor like) => weights.IsEmpty ? null : tensor(weights.ToArray(), like.dtype, like.device);

    private static Tensor ClassesSecond(Tensor values, int dim) => values.dim() == 3 && dim != 1 ? values.transpose(1, 2) : values;

    private static void RequireClasses(Tensor values, Tensor target, int ignoreIndex, string name)
    {
        var (sizes, classes) = (values.shape, values.size(1));
        Targets.Require(target, ScalarType.Int64, [sizes[0], .. sizes[2..]], name, values.device);
        var unknown = (target.lt(0) | target.ge(classes)) & target.ne(ignoreIndex);
        if (!unknown.any().item<bool>())
            return;
        var position = unknown.flatten().nonzero()[0].item<long>();
        throw Targets.NoClass(target.flatten()[position].item<long>(), position, classes, name);
    }
}
