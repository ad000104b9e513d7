namespace DeepDsl.Compiler.Shapes;

/// <summary>Reads the arguments that may be one number, a pair, or (before folding) a name.</summary>
internal static class Sizes
{
    /// <summary>A single size; a value that is not a number counts as 0, and the misfit that follows names it.</summary>
    public static int One(object? value) => value switch { int size => size, int[] { Length: 1 } sizes => sizes[0], _ => 0 };

    public static double Real(object? value) => value switch { double real => real, int whole => whole, _ => double.NaN };

    /// <summary>A size for height and width; one number counts for both.</summary>
    public static (int Height, int Width) Two(object? value) => value switch
    {
        int[] { Length: 2 } pair => (pair[0], pair[1]),
        _ => (One(value), One(value)),
    };

    /// <summary>Whether the value is one number or two, all at least <paramref name="minimum"/>.</summary>
    public static bool IsOneOrTwo(object? value, int minimum) => value switch
    {
        int size => size >= minimum,
        int[] { Length: 1 or 2 } sizes => sizes.All(size => size >= minimum),
        _ => false,
    };

    /// <summary>One size or several, as a message shows them.</summary>
    public static string Shown(object value) => value is Array items ? $"[{string.Join(", ", items.Cast<object>().Select(Shown))}]" : Emission.Text.Of(value);

    /// <summary>Which dimensions may be named, the batch being 0.</summary>
    public static string Dimensions(Shape x) => x.Rank switch { 0 => "no dimension", 1 => "dimension 1 alone", _ => $"dimensions 1 to {x.Rank}" };

    public static string Text((int Height, int Width) pair) => pair.Height == pair.Width ? $"{pair.Height}" : $"{pair.Height}x{pair.Width}";
}
