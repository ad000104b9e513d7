using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Joining;

/// <summary>Stands for the sum of one node over the repetitions of a block, which are its inputs.</summary>
internal sealed class SumOf(EquatableArray<Shape> inputs) : Sum<SumOfAttribute>(inputs), IComposite
{
    private readonly EquatableArray<Shape> _inputs = inputs;

    public override Misfit? Misfit => _inputs.FirstOrDefault(other => !other.Equals(_inputs[0])) is { } other
        ? new ShapesDiffer($"needs values of one shape, but adds {other} to {_inputs[0]}")
        : null;

    public GraphNode? Expand(IExpansion graph) => graph.Inputs.Count == 1 ? graph.Inputs[0] : null;
}
