using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Composition;

/// <summary>Takes the loss of logits, or the logarithm of the softmax.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LogitsAsProbabilitiesFix() : ModelFix(LogitsAsProbabilities.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw)
    {
        if (flaw[Facts.Suggestion] is { } fitting && flaw.Attribute is { } attribute)
            yield return Edit.Replace($"Use [{fitting}]", "Use what fits", attribute, attribute.Renamed(fitting));
    }
}
