using DeepDsl.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace DeepDsl.CodeFixes;

/// <summary>Sets the argument that is to blame to the value that the compiler has found to fit.</summary>
internal static class SuggestedValue
{
    /// <summary>The edit that sets it; none where the compiler found no value.</summary>
    public static IEnumerable<Edit> Edits(Flaw flaw) => flaw[Facts.Suggestion] is { } value ? Edits(flaw, value, ParseExpression(value)) : [];

    /// <summary>The edit that sets it to an expression.</summary>
    /// <param name="flaw">Where.</param>
    /// <param name="shown">The expression as the title shows it.</param>
    /// <param name="value">The expression.</param>
    public static IEnumerable<Edit> Edits(Flaw flaw, string shown, ExpressionSyntax value)
    {
        if (flaw is not { Attribute: { } attribute } || flaw[Facts.Argument] is not { } argument)
            yield break;
        var (title, key) = char.IsDigit(argument[0]) ? ($"Use {shown}", "Use the value that fits") : ($"Set {argument} = {shown}", $"Set {argument}");
        if (flaw.Argument is { } written)
            yield return Edit.Replace(title, key, written, value.WithTriviaFrom(written));
        else if (!char.IsDigit(argument[0]))
            yield return Edit.Replace(title, key, attribute, attribute.Plus(argument, value));
    }
}
