using System.Text.RegularExpressions;
using Roslyn.Tests.Rules;

namespace Roslyn.Tests.Language;

/// <summary>The page about the language, <c>docs/language.md</c>.</summary>
internal static partial class LanguagePage
{
    public static string Folder { get; } = RulePages.InRepository("docs");

    public static string Content { get; } = File.ReadAllText(Path.Combine(Folder, "language.md"));

    public static PageTable[] Tables { get; } = [.. Table.Matches(Content).Select(table => PageTable.Of(table.Value))];

    /// <summary>The C# examples, each with the heading it stands under.</summary>
    public static (string Heading, string Code)[] Examples { get; } =
        [.. CodeBlock.Matches(Content).Select(block => (Heading.Matches(Content[..block.Index])[^1].Groups["text"].Value, block.Groups["code"].Value))];

    public static IEnumerable<string> Headings => Heading.Matches(Content).Select(heading => heading.Groups["text"].Value);

    /// <summary>Where links lead to.</summary>
    public static IEnumerable<string> Links => Link.Matches(Content).Select(link => link.Groups["target"].Value);

    /// <summary>What is written between a heading and the first table under it.</summary>
    public static string Introduction(string heading) => Section(heading).Split("\n|")[0];

    /// <summary>What is written under a heading, without its examples.</summary>
    public static string Section(string heading) => CodeBlock.Replace(Content, "").Split($"\n### {heading}\n")[1].Split("\n#")[0];

    /// <summary>The pieces of code in a text.</summary>
    public static string[] Codes(string text) => [.. Code.Matches(text).Select(code => code.Groups["code"].Value)];

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock { get; }

    [GeneratedRegex(@"^(\|.*\n)+", RegexOptions.Multiline)]
    private static partial Regex Table { get; }

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"\]\((?<target>[^)]*)\)")]
    private static partial Regex Link { get; }

    [GeneratedRegex("`(?<code>[^`]*)`")]
    private static partial Regex Code { get; }
}

/// <summary>A table with its cells as text.</summary>
internal sealed record PageTable(string[] Header, PageRow[] Rows)
{
    /// <summary>What the first column is called.</summary>
    public string Kind => Header[0];

    public static PageTable Of(string text)
    {
        string[][] lines = [.. text.TrimEnd().Split('\n').Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];
        return new(lines[0], [.. lines[2..].Select(cells => new PageRow(lines[0], cells))]);
    }
}

/// <summary>A row of a table.</summary>
internal sealed record PageRow(string[] Header, string[] Cells)
{
    /// <summary>The pieces of code in the first cell.</summary>
    public string[] Subjects => LanguagePage.Codes(Cells[0]);

    /// <summary>A cell by the name of its column; empty where there is no such column.</summary>
    public string this[string column] => Array.IndexOf(Header, column) is >= 0 and var index ? Cells[index] : "";

    public override string ToString() => string.Join(" | ", Cells);
}
