using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Joining;

/// <summary>The sum of values of one shape.</summary>
internal sealed class Add(EquatableArray<Shape> inputs) : Sum<AddAttribute>(inputs)
{
    private readonly EquatableArray<Shape> _inputs = inputs;

    public override Misfit? Misfit => _inputs.Count < 2
        ? new UnknownName("needs the name of at least one member to add")
        : _inputs.FirstOrDefault(other => !other.Equals(_inputs[0])) is { } other
            ? new ShapesDiffer($"needs values of one shape, but adds {other} to {_inputs[0]}")
            : null;
}
