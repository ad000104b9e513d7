using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>One slice along a dimension.</summary>
internal sealed class Select(SelectAttribute args, Shape x) : Operator<SelectAttribute>, ITransparent, IRearrangement
{
    private int Dimension => x.IndexOf(args.Dim)!.Value;

    private int Position => args.Index < 0 ? x[Dimension] + args.Index : args.Index;

    public override Misfit? Misfit
    {
        get
        {
            if (x.IndexOf(args.Dim) is not { } dimension)
                return new ShapeMismatch($"selects along dimension {args.Dim}, but its input {x} has {Sizes.Dimensions(x)} after the batch") { Argument = "0", Suggestion = x.Rank == 0 ? null : "1" };
            return Position >= 0 && Position < x[dimension]
                ? null
                : new ShapeMismatch($"selects position {args.Index}, but dimension {args.Dim} of its input {x} has positions 0 to {x[dimension] - 1}") { Argument = "1", Suggestion = args.Index < 0 ? "0" : "-1" };
        }
    }

    public override Shape Output => Shape.Of(x.Dims.Where((_, index) => index != Dimension));

    public override LayoutNeed Layout => LayoutNeed.Plain;

    public override SignalRule Signal(SignalCall y) => Dimension == y.ChannelAxis
        ? new UnknownRule("one channel is selected")
        : new Selecting(Position) { ResultAxis = y.ChannelAxis - (Dimension < y.ChannelAxis ? 1 : 0) };

    public override string Portable(PortableCall y) => $"{y.X}.select({Dimension + 1}, {Position})";

    public override void Forward(ForwardCall y) => y.Step($"SelectKernel.Forward({y.X}, {y.Result}, axis: {Dimension + 1}, {Position})");

    public override void Backward(BackwardCall y)
    {
        if (y.Wants(0))
            y.Step($"SelectKernel.Backward({y.Grad}, {y.GradOf(0)}, axis: {Dimension + 1}, {Position})");
    }
}
