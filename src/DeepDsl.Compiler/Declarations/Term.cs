using System.Globalization;
using System.Text;

namespace DeepDsl.Compiler.Declarations;

/// <summary>The syntax of a compiled graph: words, quoted texts and lists in parentheses, in ASCII alone. A dozen lines of grammar need no library packed into every editor's process.</summary>
internal abstract record Term
{
    // Expressions are at most a hundred deep; whatever is deeper was not written by the generator.
    private const int MaxDepth = 300;

    /// <summary>A number, a keyword or a name.</summary>
    public sealed record Word(string Text) : Term
    {
        public override string ToString() => Text;
    }

    /// <summary>Any text.</summary>
    public sealed record Quoted(string Text) : Term
    {
        public override string ToString() => "\"" + string.Concat(Text.Select(Escaped)) + "\"";

        private static string Escaped(char character) => character is '"' or '\\' ? $"\\{character}"
            : character is >= ' ' and <= '~' ? $"{character}"
            : "\\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture);
    }

    /// <summary>Terms in parentheses.</summary>
    public sealed record List(EquatableArray<Term> Items) : Term
    {
        public override string ToString() => $"({string.Join(" ", Items)})";
    }

    public static List Of(params IEnumerable<Term> items) => new(items.ToEquatableArray());

    /// <summary>A name as it is where that can stand by itself.</summary>
    public static Term Name(string name) => name.Length > 0 && name.All(IsOfWord) ? new Word(name) : new Quoted(name);

    /// <summary>The one term that a text is.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Term Parse(string text)
    {
        var position = 0;
        var term = Parse(text, ref position, 0);
        SkipSpace(text, ref position);
        return position == text.Length ? term : throw new FormatException("There is more behind the end.");
    }

    private static Term Parse(string text, ref int position, int depth)
    {
        SkipSpace(text, ref position);
        if (position == text.Length || depth > MaxDepth)
            throw new FormatException("The text ends too soon, or never.");
        return text[position] switch
        {
            '(' => ParseList(text, ref position, depth),
            '"' => ParseQuoted(text, ref position),
            _ => ParseWord(text, ref position),
        };
    }

    private static List ParseList(string text, ref int position, int depth)
    {
        var items = new List<Term>();
        position++;
        SkipSpace(text, ref position);
        while (position < text.Length && text[position] != ')')
        {
            items.Add(Parse(text, ref position, depth + 1));
            SkipSpace(text, ref position);
        }
        if (position++ >= text.Length)
            throw new FormatException("A list has no end.");
        return new(items.ToEquatableArray());
    }

    private static Quoted ParseQuoted(string text, ref int position)
    {
        var content = new StringBuilder();
        for (position++; position < text.Length; position++)
        {
            switch (text[position])
            {
                case '"':
                    position++;
                    return new(content.ToString());
                case '\\' when position + 5 < text.Length && text[position + 1] == 'u':
                    content.Append((char)ushort.Parse(text.Substring(position + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                    position += 5;
                    break;
                case '\\' when position + 1 < text.Length && text[position + 1] is '"' or '\\':
                    content.Append(text[++position]);
                    break;
                case >= ' ' and <= '~' and not '\\':
                    content.Append(text[position]);
                    break;
                default:
                    throw new FormatException("A character is none of a text.");
            }
        }
        throw new FormatException("A text has no end.");
    }

    private static Word ParseWord(string text, ref int position)
    {
        var start = position;
        while (position < text.Length && IsOfWord(text[position]))
            position++;
        return position > start ? new(text[start..position]) : throw new FormatException("A character is none of a word.");
    }

    private static void SkipSpace(string text, ref int position)
    {
        while (position < text.Length && text[position] is ' ' or '\n' or '\r')
            position++;
    }

    private static bool IsOfWord(char character) => character is > ' ' and <= '~' and not ('(' or ')' or '"' or '\\');
}
