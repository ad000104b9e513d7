using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Shapes;

/// <summary>Gives one size of a reshape the value with which no element is lost.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ElementCountChangesFix() : ModelFix(ElementCountChanges.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) => SuggestedValue.Edits(flaw);
}
