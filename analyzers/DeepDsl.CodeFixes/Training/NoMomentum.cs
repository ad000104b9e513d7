using System.Composition;
using DeepDsl.Analyzers.Rules.Training;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Training;

/// <summary>Gives SGD the usual momentum.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NoMomentumFix() : ModelFix(NoMomentum.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) => SuggestedValue.Edits(flaw);
}
