using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Composition;

/// <summary>Takes the dropout that is made for SELU, or removes the norm.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DisturbedSelfNormalizationFix() : ModelFix(DisturbedSelfNormalization.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) => (flaw[Facts.Suggestion], flaw.Attribute) switch
    {
        ({ Length: > 0 } fitting, { } dropout) => [Edit.Replace($"Use [{fitting}]", "Use the dropout that fits", dropout, dropout.Renamed(fitting))],
        ("", { } norm) => Removal.OperatorEdits(norm),
        _ => [],
    };
}
