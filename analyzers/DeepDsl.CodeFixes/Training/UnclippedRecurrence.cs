using System.Composition;
using DeepDsl.Analyzers.Rules.Training;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepDsl.CodeFixes.Training;

/// <summary>Clips gradients to the usual norm.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UnclippedRecurrenceFix() : ModelFix(UnclippedRecurrence.Id)
{
    private const string Title = "Add [ClipGradNorm(1)]";

    private protected override IEnumerable<Edit> Edits(Flaw flaw)
    {
        if (flaw.Attribute is { Parent: { } list } optimizer)
            yield return Edit.Replace(Title, Title, list, AttributeEditing.InsertedBehind(optimizer, LanguageSyntax.Attribute("ClipGradNorm", SyntaxFactory.ParseExpression("1"))));
    }
}
