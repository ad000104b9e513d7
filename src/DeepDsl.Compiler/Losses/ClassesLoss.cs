using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Losses;

/// <summary>A loss over classes: the last dimension of vectors and sequences unless told otherwise, the channels of feature maps.</summary>
/// <param name="args">The attribute.</param>
/// <param name="value">What is judged.</param>
/// <param name="what">What it takes its values for, in messages.</param>
internal abstract class ClassesLoss<TAttribute>(TAttribute args, Shape value, string what) : Loss<TAttribute>
    where TAttribute : ClassesLossAttribute
{
    protected TAttribute Args => args;

    private int Default => value.IsImage ? 0 : value.Rank - 1;

    private int? Dimension => args.Dim == 0 ? Default : value.IndexOf(args.Dim);

    protected int Classes => value[Dimension!.Value];

    /// <summary>The dimension of the classes as a kernel's argument, where it is not the usual one.</summary>
    protected string Dim => Dimension == Default ? "" : $", dim: {Dimension + 1}";

    /// <summary>What the gradient of a position is multiplied by.</summary>
    protected double Share => args.Weight * Classes / value.Elements;

    /// <summary>What samples count, by their class.</summary>
    protected Weights Weights => new(nameof(args.ClassWeights), args.ClassWeights);

    /// <summary>How much more the squares of these weights are than the square of their mean.</summary>
    protected double Imbalance => Weights.MeanSquare / (Weights.Mean * Weights.Mean);

    /// <summary>These weights as a kernel's argument, where there are any.</summary>
    protected string ClassWeights => Weights.Argument("classWeights");

    protected bool IsOverLastDimension => !value.IsImage;

    public override bool JudgesClasses => true;

    public override Misfit? Misfit => value.Rank is < 1 or > 3
        ? new LossMismatch($"needs {what} (classes), (length, classes) or (classes, height, width), but the output is {value}")
        : Dimension is null || (value.IsImage && Dimension > 0)
            ? new ShapeMismatch(value.IsImage
                ? $"takes the channels of a feature map as classes, but Dim is {args.Dim}"
                : $"has its classes along dimension {args.Dim}, but the output {value} has {Sizes.Dimensions(value)} after the batch") { Argument = nameof(args.Dim) }
        : Classes == 1 ? OneClass($"needs at least two classes, but the output {value} has one")
        : Weights.Misfit(Classes, $"{value}", mayBeOne: false);

    public override string Target => $"class indices, int64 [{string.Join(", ", ["batch", .. value.Dims.Where((_, index) => index != Dimension).Select(size => $"{size}")])}], 0 to {Classes - 1}";

    /// <summary>What is said where there is nothing to choose from.</summary>
    protected abstract Misfit OneClass(string message);
}
