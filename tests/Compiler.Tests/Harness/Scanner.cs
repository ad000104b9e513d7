using System.Globalization;
using System.Text.RegularExpressions;

namespace Compiler.Tests.Harness;

/// <summary>Cuts a source into names, numbers, texts and symbols.</summary>
internal sealed partial class Scanner(string source)
{
    private int _position;

    public bool IsAtEnd => Next is { Length: 0 };

    public bool IsName => Next is [var first, ..] && (char.IsLetter(first) || first == '_');

    /// <summary>Whether a name comes next, and an equals sign after it.</summary>
    public bool IsAssignment => Assignment().IsMatch(source, _position);

    public bool IsNumber => Next is [var first, ..] && char.IsAsciiDigit(first);

    public bool IsText => Next.StartsWith('"');

    /// <summary>What comes next, not taken yet.</summary>
    public string Next => Token().Match(source, _position).Groups["token"].Value;

    public string Take()
    {
        var match = Token().Match(source, _position);
        _position = match.Index + match.Length;
        return match.Groups["token"].Value;
    }

    public bool Take(string token)
    {
        if (Next != token)
            return false;
        Take();
        return true;
    }

    public void Expect(string token)
    {
        if (!Take(token))
            throw new FormatException($"'{token}' was expected, but '{Next}' came, in: {source}");
    }

    public string Name() => IsName ? Take() : throw new FormatException($"A name was expected, but '{Next}' came, in: {source}");

    public object Number()
    {
        var text = Take();
        return int.TryParse(text, CultureInfo.InvariantCulture, out var whole) ? (object)whole : double.Parse(text, CultureInfo.InvariantCulture);
    }

    public string Text() => Take()[1..^1];

    /// <summary>The source that <paramref name="read"/> goes through.</summary>
    public string Span(Action read)
    {
        var start = _position;
        read();
        return source[start.._position].Trim();
    }

    [GeneratedRegex("""\G\s*[^\W\d]\w*\s*=(?![=>])""")]
    private static partial Regex Assignment();

    [GeneratedRegex("""\G\s*(?<token>[^\W\d]\w*|\d+(\.\d+)?([eE][+-]?\d+)?|"[^"]*"|=>|==|!=|<=|>=|&&|\|\||\S|$)""")]
    private static partial Regex Token();
}
