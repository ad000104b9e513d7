using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Shapes;

/// <summary>Takes the loss that fits the output. Its arguments go: losses have few in common.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LossMismatchFix() : ModelFix(LossMismatch.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw)
    {
        if (flaw is { Attribute: { } loss } && flaw[Facts.Suggestion] is { } fitting)
            yield return Edit.Replace($"Use [{fitting}]", "Use the loss that fits", loss, loss.Renamed(fitting).WithoutArguments());
    }
}
