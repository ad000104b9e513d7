namespace Roslyn.Tests.Rules;

/// <summary>Completes a test's source to a file.</summary>
internal static class Sources
{
    /// <summary>The file: the source itself where it declares types, else a classifier with these members.</summary>
    public static string Whole(string source) => source.Contains("[Model") || source.Contains("[DeepDsl.Model") ? source : $$"""
        using DeepDsl;

        [Model, CrossEntropyLoss]
        public partial class Net
        {
        {{Indented(source)}}
        }

        """;

    private static string Indented(string members) => string.Join('\n', members.Split('\n').Select(line => line.Length == 0 ? "" : "    " + line));
}
