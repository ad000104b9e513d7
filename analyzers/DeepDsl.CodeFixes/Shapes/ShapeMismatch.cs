using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Shapes;

/// <summary>Puts in the argument, or the operator for the value's rank, that the compiler has found to fit.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ShapeMismatchFix() : ModelFix(ShapeMismatch.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) =>
        flaw[Facts.Argument] is null && flaw[Facts.Suggestion] is { } fitting && flaw.Attribute is { } attribute
            ? [Edit.Replace($"Use [{fitting}]", "Use the operator for this rank", attribute, attribute.Renamed(fitting))]
            : SuggestedValue.Edits(flaw);
}
