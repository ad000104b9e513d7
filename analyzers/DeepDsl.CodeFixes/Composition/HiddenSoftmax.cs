using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Composition;

/// <summary>Takes a ReLU instead of the softmax.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class HiddenSoftmaxFix() : ModelFix(HiddenSoftmax.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw)
    {
        if (flaw[Facts.Suggestion] is { } activation && flaw.Attribute is { } softmax)
            yield return Edit.Replace($"Use [{activation}]", "Use another activation", softmax, softmax.Renamed(activation).WithoutArguments());
    }
}
