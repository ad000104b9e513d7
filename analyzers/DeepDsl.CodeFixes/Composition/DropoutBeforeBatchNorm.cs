using System.Composition;
using DeepDsl.Analyzers.Rules.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Composition;

/// <summary>Moves the dropout behind the norm, where both stand on one member.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DropoutBeforeBatchNormFix() : ModelFix(DropoutBeforeBatchNorm.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw)
    {
        if (flaw is { Attribute: { } dropout, Member: { } member, Others: [var norm] } && norm.Parent?.Parent == member)
            yield return Edit.Replace($"Move [{dropout.Name}] behind [{norm.Name}]", "Move the dropout behind the norm", member, member.Moved(dropout, norm));
    }
}
