using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Composition;

/// <summary>Takes a sigmoid, or nothing where the loss applies its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SoftmaxOverOneUnitFix() : ModelFix(SoftmaxOverOneUnit.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw)
    {
        if (flaw is not { Attribute: { } softmax } || flaw[Facts.Suggestion] is not { } activation)
            return [];
        return activation.Length == 0 ? Removal.OperatorEdits(softmax) : [Edit.Replace($"Use [{activation}]", "Use another activation", softmax, softmax.Renamed(activation).WithoutArguments())];
    }
}
