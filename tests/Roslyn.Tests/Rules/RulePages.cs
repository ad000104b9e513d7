using System.Text.RegularExpressions;

namespace Roslyn.Tests.Rules;

/// <summary>The pages about rules, in <c>analyzers/docs</c>.</summary>
internal static partial class RulePages
{
    private static readonly string Folder = Path.Combine(Find(AppContext.BaseDirectory), "analyzers", "docs");

    /// <summary>A folder of the repository.</summary>
    public static string InRepository(string folder) => Path.Combine(Find(AppContext.BaseDirectory), folder);

    /// <summary>The root of the repository.</summary>
    public static string Repository => Path.GetDirectoryName(Path.GetDirectoryName(Folder)!)!;

    public static IEnumerable<string> Ids =>
        Directory.EnumerateFiles(Folder, "DD*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static string Overview => Read("README");

    public static string Read(string page) => File.ReadAllText(Path.Combine(Folder, page + ".md"));

    /// <summary>The C# examples under a heading.</summary>
    public static IEnumerable<string> Examples(string page, string heading) =>
        CodeBlock.Matches(Section(Read(page), heading)).Select(block => block.Groups["code"].Value);

    private static string Section(string page, string heading) =>
        page.Split("\n## ").FirstOrDefault(section => section.StartsWith(heading + "\n", StringComparison.Ordinal)) ?? "";

    private static string Find(string folder) =>
        Directory.Exists(Path.Combine(folder, "analyzers", "docs")) ? folder
        : Directory.GetParent(folder) is { } parent ? Find(parent.FullName)
        : throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds analyzers/docs.");

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock { get; }
}
