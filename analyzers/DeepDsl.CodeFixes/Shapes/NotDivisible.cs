using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Shapes;

/// <summary>Sets the groups to the nearest number that divides the channels.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NotDivisibleFix() : ModelFix(NotDivisible.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) => SuggestedValue.Edits(flaw);
}
