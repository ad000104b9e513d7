using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>A function of all elements along one dimension, whose kernel is called as the operator is.</summary>
/// <param name="dim">The dimension, counted with the batch as 0, or from behind.</param>
/// <param name="x">The input.</param>
internal abstract class AlongDimension<TAttribute>(int dim, Shape x) : Operator<TAttribute>
    where TAttribute : OperatorAttribute
{
    public sealed override Misfit? Misfit => x.IndexOf(dim) is null
        ? new ShapeMismatch($"acts along dimension {dim}, but its input {x} has {Sizes.Dimensions(x)} after the batch") { Argument = "0", Suggestion = x.Rank == 0 ? null : "-1" }
        : null;

    public sealed override Shape Output => x;

    public sealed override long Flops => 3 * x.Elements;

    /// <summary>How many elements there are along the dimension.</summary>
    protected int Length => x[x.IndexOf(dim)!.Value];

    /// <summary>The function of TorchSharp.</summary>
    protected abstract string Functional { get; }

    public sealed override string Portable(PortableCall y) => $"functional.{Functional}({y.X}, {Text.Of(dim)})";

    public sealed override void Forward(ForwardCall y) => y.Step($"{GetType().Name}Kernel.Forward({y.X}, {y.Result}, axis: {Text.Of(y.AxisOf(dim))})", inPlace: true);

    public sealed override void Backward(BackwardCall y)
    {
        if (y.Wants(0))
            y.Step($"{GetType().Name}Kernel.Backward({y.Grad}, {y.Y}, {y.GradOf(0)}, axis: {Text.Of(y.AxisOf(dim))})", inPlace: true);
    }
}
