using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Puts the dimensions into another order.</summary>
internal sealed class Permute(PermuteAttribute args, Shape x) : Reordering<PermuteAttribute>(x)
{
    private readonly Shape _x = x;

    // The batch may be written or left out.
    private int?[] Indices => [.. args.Dims.Skip(args.Dims.FirstOrDefault() == 0 ? 1 : 0).Select(_x.IndexOf)];

    protected override int[] Order => [.. Indices.Select(index => index!.Value)];

    public override Misfit? Misfit
    {
        get
        {
            if (_x.Rank == 0)
                return new ShapeMismatch("needs a dimension to act on, but its input is a scalar per sample");
            if (args.Dims.Skip(1).Contains(0))
                return new ShapeMismatch($"moves the batch, dimension 0, but it has to stay first: {Written}");
            return Indices.Length == _x.Rank && Indices.All(index => index is not null) && Indices.Distinct().Count() == _x.Rank
                ? null
                : new ShapeMismatch($"needs each of the dimensions 1 to {_x.Rank} of its input {_x} once, but gets {Written}");
        }
    }

    private string Written => $"({string.Join(", ", args.Dims)})";

    public override string Portable(PortableCall y) => $"{y.X}.permute(0, {string.Join(", ", Order.Select(index => index + 1))})";
}
