using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepDsl.Reading;

/// <summary>Reads the documentation comment of a member as it was written.</summary>
/// <remarks>From the text and not from the symbol: without a documentation file the compiler takes such comments for ordinary ones.</remarks>
internal static class DocumentationReader
{
    /// <summary>The comment's inner XML; empty where there is none.</summary>
    public static string Read(SyntaxNode member) => string.Join("\n", member.GetLeadingTrivia().SelectMany(Lines)).Trim();

    private static IEnumerable<string> Lines(SyntaxTrivia trivia) => trivia.Kind() switch
    {
        SyntaxKind.SingleLineDocumentationCommentTrivia => Split(trivia).Select(WithoutSlashes),
        SyntaxKind.SingleLineCommentTrivia when IsDocumentation(trivia.ToString(), "///", '/') => Split(trivia).Select(WithoutSlashes),
        SyntaxKind.MultiLineDocumentationCommentTrivia => Split(trivia).Select(WithoutStars),
        SyntaxKind.MultiLineCommentTrivia when IsDocumentation(trivia.ToString(), "/**", '*') => Split(trivia).Select(WithoutStars),
        _ => [],
    };

    private static IEnumerable<string> Split(SyntaxTrivia trivia) => trivia.ToFullString().Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    // A fourth character of the same kind makes it an ordinary comment, and /**/ is one too.
    private static bool IsDocumentation(string text, string start, char fourth) =>
        text.StartsWith(start, StringComparison.Ordinal) && (text.Length == 3 || text[3] != fourth) && text != "/**/";

    private static string WithoutSlashes(string line) => line.StartsWith("///", StringComparison.Ordinal) ? line[3..].Trim() : line;

    private static string WithoutStars(string line)
    {
        var text = line.EndsWith("*/", StringComparison.Ordinal) ? line[..^2] : line;
        text = text.StartsWith("/**", StringComparison.Ordinal) ? text[3..] : text.StartsWith("*", StringComparison.Ordinal) ? text[1..] : text;
        return text.Trim();
    }
}
