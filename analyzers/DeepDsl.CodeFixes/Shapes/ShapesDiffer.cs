using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Shapes;

/// <summary>Gives the skip connection a projection that brings its two ends to one shape.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ShapesDifferFix() : ModelFix(ShapesDiffer.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) => flaw[Facts.Suggestion] is { } projection
        ? SuggestedValue.Edits(flaw, $"{nameof(Projection)}.{projection}", LanguageSyntax.Member(nameof(Projection), projection))
        : [];
}
