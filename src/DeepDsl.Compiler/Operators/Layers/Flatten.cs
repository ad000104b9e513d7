using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Joins neighbouring dimensions into one.</summary>
internal sealed class Flatten(FlattenAttribute args, Shape x) : View<FlattenAttribute>(x)
{
    private readonly Shape _x = x;

    public override Misfit? Misfit => (_x.IndexOf(args.StartDim), _x.IndexOf(args.EndDim)) switch
    {
        _ when _x.Rank == 0 => new ShapeMismatch("needs a dimension to act on, but its input is a scalar per sample"),
        (null, _) => new ShapeMismatch($"starts at dimension {args.StartDim}, but its input {_x} has {Sizes.Dimensions(_x)} after the batch") { Argument = "0", Suggestion = "1" },
        (_, null) => new ShapeMismatch($"ends at dimension {args.EndDim}, but its input {_x} has {Sizes.Dimensions(_x)} after the batch") { Argument = "1", Suggestion = "-1" },
        var (start, end) when start > end => new ShapeMismatch($"starts at dimension {args.StartDim}, after its end {args.EndDim}") { Argument = "1", Suggestion = "-1" },
        _ => null,
    };

    public override Shape Output
    {
        get
        {
            var (start, end) = (_x.IndexOf(args.StartDim)!.Value, _x.IndexOf(args.EndDim)!.Value);
            var joined = _x.Dims.Skip(start).Take(end - start + 1).Aggregate(1, (product, size) => product * size);
            return Shape.Of([.. _x.Dims.Take(start), joined, .. _x.Dims.Skip(end + 1)]);
        }
    }
}
