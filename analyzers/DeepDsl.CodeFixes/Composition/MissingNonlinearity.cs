using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Composition;

/// <summary>Inserts a ReLU just before the second layer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MissingNonlinearityFix() : ModelFix(MissingNonlinearity.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw)
    {
        if (flaw[Facts.Suggestion] is { } activation && flaw.Attribute is { Parent: { } list } second)
            yield return Edit.Replace($"Insert [{activation}]", "Insert an activation", list, AttributeEditing.InsertedBefore(second, LanguageSyntax.Attribute(activation)));
    }
}
