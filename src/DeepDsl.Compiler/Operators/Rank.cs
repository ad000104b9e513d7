using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators;

/// <summary>What values are refused for whose number of dimensions is another one.</summary>
internal static class Rank
{
    /// <summary>Why a value is no feature map.</summary>
    public static ShapeMismatch? OfImage(Shape x) => Of(x, 3, "(channels, height, width)");

    /// <summary>Why a value is no sequence with its channels first.</summary>
    public static ShapeMismatch? OfLine(Shape x) => Of(x, 2, "(channels, length)");

    private static ShapeMismatch? Of(Shape x, int rank, string form) => x.Rank == rank ? null : new($"needs an input {form}, but gets {x}");
}
