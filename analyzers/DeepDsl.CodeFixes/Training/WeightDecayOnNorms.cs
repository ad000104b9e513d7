using System.Composition;
using DeepDsl.Analyzers.Rules.Training;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Training;

/// <summary>Exempts norms and biases.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class WeightDecayOnNormsFix() : ModelFix(WeightDecayOnNorms.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) => SuggestedValue.Edits(flaw);
}
