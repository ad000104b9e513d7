namespace DeepDsl.Analyzers;

/// <summary>Where rules are explained.</summary>
internal static class Help
{
    private const string Pages = "https://github.com/deepdsl/deepdsl/blob/main/analyzers/docs";
    private const string Heading = "## What it means";

    /// <summary>The page of a rule.</summary>
    public static string For(string id) => $"{Pages}/{id}.md";

    /// <summary>The first paragraph of what the page says that a rule means, without the sentence that leads over to an example.</summary>
    public static string Meaning(string id)
    {
        using var page = new StreamReader(typeof(Help).Assembly.GetManifestResourceStream($"{id}.md")!);
        while (page.ReadLine() is { } line && line != Heading)
        {
        }
        page.ReadLine();
        var paragraph = page.ReadLine() ?? "";
        while (page.ReadLine() is { Length: > 0 } line)
            paragraph += " " + line;
        return paragraph.EndsWith(":", StringComparison.Ordinal) ? paragraph[..(paragraph.LastIndexOf(". ", StringComparison.Ordinal) + 1)] : paragraph;
    }
}
