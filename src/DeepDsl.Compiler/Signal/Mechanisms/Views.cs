using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Finds the rule of an operator that only looks at the same elements in another shape.</summary>
internal static class Views
{
    /// <summary>The rule, which knows where the channels are afterwards.</summary>
    /// <param name="from">The shape before.</param>
    /// <param name="to">The shape after, with as many elements.</param>
    /// <param name="axis">The dimension of channels before.</param>
    public static SignalRule Of(Shape from, Shape to, int axis)
    {
        if (from.Rank > 0 && KeptAxis(from, to, axis) is { } kept)
            return new Rearranging { ResultAxis = kept };
        var result = to.IsImage ? 0 : Math.Max(0, to.Rank - 1);
        var positions = to.Rank == 0 ? 1 : to.Elements / to[result];
        return new Regrouping(Math.Min(positions, from.Rank == 0 ? 1 : from.Elements / from[axis])) { ResultAxis = result };
    }

    /// <summary>The dimension of the result that is the one of channels still; null where that has been split or joined.</summary>
    private static int? KeptAxis(Shape from, Shape to, int axis)
    {
        var outer = Product(from, axis);
        for (var i = 0; i < to.Rank; i++)
        {
            if (to[i] == from[axis] && Product(to, i) == outer)
                return i;
        }
        return null;
    }

    private static long Product(Shape shape, int count) => shape.Dims.Take(count).Aggregate(1L, (product, size) => product * size);
}
