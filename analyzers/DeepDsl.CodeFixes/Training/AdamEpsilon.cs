using System.Composition;
using DeepDsl.Analyzers.Rules.Training;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Training;

/// <summary>Takes the usual epsilon.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AdamEpsilonFix() : ModelFix(AdamEpsilon.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) => SuggestedValue.Edits(flaw);
}
