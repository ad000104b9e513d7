using System.Globalization;

namespace DeepDsl.Corpus.Programs.Translation;

/// <summary>Attributes as C#.</summary>
internal static class AttributeText
{
    /// <summary>An attribute with its arguments, positional ones first.</summary>
    public static string Call(string name, params IEnumerable<string?> arguments) =>
        string.Join(", ", arguments.OfType<string>()) is { Length: > 0 } text ? $"{name}({text})" : name;

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>One size where all are the same, otherwise an array.</summary>
    public static string Sizes(params IReadOnlyList<int> sizes) => sizes.All(size => size == sizes[0]) ? $"{sizes[0]}" : $"new[] {{ {string.Join(", ", sizes)} }}";

    /// <summary>A named argument; null where the value is what is meant anyway.</summary>
    public static string? Named(string name, double value, double otherwise = double.NaN) => value == otherwise ? null : $"{name} = {Number(value)}";

    /// <summary>A named argument of one or more sizes; null where all are what is meant anyway.</summary>
    public static string? Named(string name, IReadOnlyList<int> sizes, int otherwise) => sizes.All(size => size == otherwise) ? null : $"{name} = {Sizes(sizes)}";
}
