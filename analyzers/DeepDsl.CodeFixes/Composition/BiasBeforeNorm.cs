using System.Composition;
using DeepDsl.Analyzers.Rules.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Composition;

/// <summary>Takes the bias away.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BiasBeforeNormFix() : ModelFix(BiasBeforeNorm.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) => SuggestedValue.Edits(flaw);
}
