using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Joining;

/// <summary>Joins values along one dimension.</summary>
internal sealed class Concat(ConcatAttribute args, EquatableArray<Shape> inputs) : Operator<ConcatAttribute>, ITransparent
{
    private readonly Shape _first = inputs[0];

    private int Axis => _first.IndexOf(args.Dim)!.Value;

    public override Misfit? Misfit
    {
        get
        {
            if (inputs.Count < 2)
                return new UnknownName("needs the name of at least one member to join");
            if (_first.IndexOf(args.Dim) is not { } axis)
                return new ShapeMismatch($"joins along dimension {args.Dim}, but its input {_first} has {Sizes.Dimensions(_first)} after the batch")
                {
                    Argument = nameof(args.Dim),
                    Suggestion = _first.Rank == 0 ? null : "1",
                };
            var odd = inputs.FirstOrDefault(other => other.Rank != _first.Rank || !other.WithDim(axis, 1).Equals(_first.WithDim(axis, 1)));
            return odd is null ? null : new ShapesDiffer($"needs shapes that differ along dimension {args.Dim} only, but joins {odd} to {_first}");
        }
    }

    public override Shape Output => _first.WithDim(Axis, (int)Math.Min(int.MaxValue, inputs.Sum(input => (long)input[Axis])));

    public override SignalRule Signal(SignalCall y) => Axis == y.ChannelAxis ? new Concatenation() : new Appending();

    public override string Portable(PortableCall y) => $"torch.cat(new[] {{ {string.Join(", ", y.Inputs)} }}, {Text.Of(args.Dim)})";

    public override void Forward(ForwardCall y)
    {
        var offset = 0;
        for (var i = 0; i < inputs.Count; offset += inputs[i++][Axis])
            y.Step($"ConcatKernel.Insert({y.Inputs[i]}, {y.Result}, axis: {Text.Of(y.AxisOf(args.Dim))}, offset: {offset})");
    }

    public override void Backward(BackwardCall y)
    {
        var offset = 0;
        for (var i = 0; i < inputs.Count; offset += inputs[i++][Axis])
        {
            if (y.Wants(i))
                y.Step($"ConcatKernel.Extract({y.Grad}, {y.GradOf(i)}, axis: {Text.Of(y.AxisOf(args.Dim))}, offset: {offset})");
        }
    }
}
