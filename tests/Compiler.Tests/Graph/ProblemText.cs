using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Graph;

/// <summary>The problems of a model as lines: where, of what kind, and what is said.</summary>
internal static class ProblemText
{
    /// <summary>Such as <c>Y[0].Padding EmptyFeatureMap: leaves nothing</c>.</summary>
    public static string Line(this Problem problem) => $"{Place(problem.Site)} {problem.Misfit.GetType().Name}: {problem.Misfit.Message}";

    public static IEnumerable<string> Of(string source) => Declare.Graph(source).Problems.Select(Line);

    /// <summary>Where and of what kind, without the words.</summary>
    public static IEnumerable<string> Kinds(string source) =>
        Declare.Graph(source).Problems.Select(problem => $"{Place(problem.Site)} {problem.Misfit.GetType().Name}");

    private static string Place(Site site) =>
        $"{site.Member ?? "class"}{(site.Attribute is { } index ? $"[{index}]" : "")}{(site.Argument is { } argument ? $".{argument}" : "")}";
}
