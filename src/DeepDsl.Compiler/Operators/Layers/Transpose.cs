using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Exchanges two dimensions.</summary>
internal sealed class Transpose(TransposeAttribute args, Shape x) : Reordering<TransposeAttribute>(x)
{
    private readonly Shape _x = x;

    protected override int[] Order
    {
        get
        {
            var (first, second) = (_x.IndexOf(args.Dim0)!.Value, _x.IndexOf(args.Dim1)!.Value);
            return [.. Enumerable.Range(0, _x.Rank).Select(index => index == first ? second : index == second ? first : index)];
        }
    }

    public override Misfit? Misfit =>
        _x.Rank == 0 ? new ShapeMismatch("needs a dimension to act on, but its input is a scalar per sample")
        : _x.IndexOf(args.Dim0) is null ? Missing(args.Dim0, "0")
        : _x.IndexOf(args.Dim1) is null ? Missing(args.Dim1, "1")
        : null;

    public override string Portable(PortableCall y) => $"{y.X}.transpose({_x.IndexOf(args.Dim0) + 1}, {_x.IndexOf(args.Dim1) + 1})";

    private ShapeMismatch Missing(int dim, string argument) =>
        new($"exchanges dimension {dim}, but its input {_x} has {Sizes.Dimensions(_x)} after the batch") { Argument = argument };
}
