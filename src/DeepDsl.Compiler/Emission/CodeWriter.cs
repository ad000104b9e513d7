using System.Text;

namespace DeepDsl.Compiler.Emission;

/// <summary>Writes indented C#.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes one line, or several of a raw string, at the current depth.</summary>
    public void Line(string text = "")
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.TrimEnd() is { Length: > 0 } content)
                _text.Append(' ', 4 * _depth).Append(content);
            _text.Append('\n');
        }
    }

    /// <summary>Opens a block that is closed on disposal.</summary>
    public Block Open(string header, string open = "{", string close = "}")
    {
        if (header.Length > 0)
            Line(header);
        Line(open);
        _depth++;
        return new(this, close);
    }

    /// <summary>Indents what follows without braces.</summary>
    public Block Indent()
    {
        _depth++;
        return new(this, null);
    }

    /// <summary>Writes a documentation comment.</summary>
    public void Summary(string text) => Line($"/// <summary>{text}</summary>");

    public override string ToString() => _text.ToString();

    public readonly struct Block(CodeWriter writer, string? close) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (close is null)
                return;
            // What separates members would leave an empty line after the last.
            if (writer._text is { Length: > 1 } text && text[text.Length - 1] == '\n' && text[text.Length - 2] == '\n')
                text.Length--;
            writer.Line(close);
        }
    }
}
