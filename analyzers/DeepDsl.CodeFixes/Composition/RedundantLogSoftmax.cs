using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Composition;

/// <summary>Removes the logarithmic softmax before the loss.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RedundantLogSoftmaxFix() : ModelFix(RedundantLogSoftmax.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) => flaw[Facts.Suggestion] is not null && flaw.Attribute is { } idle ? Removal.OperatorEdits(idle) : [];
}
