using System.Composition;
using DeepDsl.Analyzers.Rules.Training;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Training;

/// <summary>Takes a usual learning rate.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LearningRateFix() : ModelFix(LearningRate.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) => SuggestedValue.Edits(flaw);
}
