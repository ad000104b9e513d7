namespace DeepDsl.Analyzers;

/// <summary>Where rules are explained.</summary>
internal static class Help
{
    private const string Pages = "https://github.com/deepdsl/deepdsl/blob/main/analyzers/docs";

    /// <summary>The page of a rule.</summary>
    public static string For(string id) => $"{Pages}/{id}.md";
}
