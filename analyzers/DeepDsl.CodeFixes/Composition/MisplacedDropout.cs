using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Composition;

/// <summary>Removes a dropout of the output, and lowers one of more than half.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MisplacedDropoutFix() : ModelFix(MisplacedDropout.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) =>
        flaw[Facts.Suggestion] is not "" ? SuggestedValue.Edits(flaw) : flaw.Attribute is { } dropout ? Removal.OperatorEdits(dropout) : [];
}
