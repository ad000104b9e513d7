using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Gives the value another shape with as many elements.</summary>
internal sealed class Reshape(ReshapeAttribute args, Shape x) : View<ReshapeAttribute>(x)
{
    private readonly long _elements = x.Elements;
    private readonly Shape _x = x;

    private long Given => Product(args.Shape.Where(size => size != -1));

    private int Inferred => args.Shape.Count(size => size == -1);

    public override Misfit? Misfit
    {
        get
        {
            if (args.Shape.Any(size => size is < 1 and not -1) || Inferred > 1)
                return new ShapeMismatch("needs sizes of at least 1, of which one may be -1") { Argument = "0" };
            var fits = Inferred == 1 ? _elements % Given == 0 : _elements == Given;
            return fits ? null : Repaired(new ElementCountChanges(Inferred == 1
                ? $"cannot infer -1 in {Target}: the {_elements} elements of {_x} do not divide by {Given}"
                : $"makes {Target}, {Given} elements, from {_x}, {_elements} elements"));
        }
    }

    public override Shape Output => Shape.Of(args.Shape.Select(size => size == -1 ? (int)(_elements / Given) : size));

    private string Target => $"({string.Join(", ", args.Shape)})";

    // Names the one size that has to change, if changing one suffices.
    private ElementCountChanges Repaired(ElementCountChanges misfit)
    {
        for (var i = args.Shape.Length - 1; i >= 0 && Inferred == 0; i--)
        {
            var others = Product(args.Shape.Where((_, index) => index != i));
            if (_elements % others == 0)
                return misfit with { Argument = $"{i}", Suggestion = $"{_elements / others}", Advice = $"{_elements / others} instead of {args.Shape[i]} keeps them all" };
        }
        return misfit;
    }

    // Absurd sizes must not wrap around to 0, by which nothing can be divided.
    private static long Product(IEnumerable<int> sizes) => sizes.Aggregate(1L, (product, size) => product > long.MaxValue / size ? long.MaxValue : product * size);
}
