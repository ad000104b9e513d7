using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DeepDsl.Compiler.Emission;

/// <summary>Values and names as C# text, the same on every machine.</summary>
internal static class Text
{
    public static string Of(double value) =>
        double.IsNaN(value) ? "double.NaN"
        : double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
        : double.IsNegativeInfinity(value) ? "double.NegativeInfinity"
        : Regex.Replace(value.ToString("R", CultureInfo.InvariantCulture), @"E([+-])0*", match => match.Groups[1].Value == "-" ? "e-" : "e");

    /// <summary>A number with so many significant digits.</summary>
    public static string Rounded(double value, int digits) => Of(double.Parse(value.ToString($"g{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    public static string Of(bool value) => value ? "true" : "false";

    public static string Of((int Height, int Width) pair) => $"({pair.Height}, {pair.Width})";

    public static string Of(object? value) => value switch
    {
        null => "null",
        bool flag => Of(flag),
        double real => Of(real),
        string text => Quoted(text),
        Enum member when !Enum.IsDefined(member.GetType(), member) => $"({member.GetType().Name}){member}",
        Enum member => $"{member.GetType().Name}.{member}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no form in generated code."),
    };

    public static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    /// <summary>A type's keyword as a sentence has it, an int.</summary>
    public static string WithArticle(string name) => "AEIOaeio".Contains(name[0]) ? $"an {name}" : $"a {name}";

    /// <summary>A count with separators, 61,100,840.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>StemConv → stem_conv, the form of state names.</summary>
    public static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord && name[i - 1] != '_')
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }

    /// <summary>stem.conv2 → StemConv2, the form of members.</summary>
    public static string PascalCase(string name) =>
        string.Concat(name.Split(['.', '_', '-'], StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>StemConv → stemConv, and a keyword gets its @.</summary>
    public static string CamelCase(string name)
    {
        var upper = 0;
        while (upper < name.Length && char.IsUpper(name[upper]))
            upper++;
        // In an acronym the last capital begins the next word: RGBImage → rgbImage.
        var lowered = upper <= 1 || upper == name.Length ? upper : upper - 1;
        return Escaped(name[..lowered].ToLowerInvariant() + name[lowered..]);
    }

    public static string Escaped(string name) => Keywords.Contains(name) ? "@" + name : name;

    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate",
        "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in",
        "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private",
        "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this",
        "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    ];
}
