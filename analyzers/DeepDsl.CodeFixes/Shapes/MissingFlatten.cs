using System.Composition;
using DeepDsl.Analyzers.Rules.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepDsl.CodeFixes.Shapes;

/// <summary>Turns the feature map into a vector just before the Linear layer: all of it, or the mean of every channel.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MissingFlattenFix() : ModelFix(MissingFlatten.Id)
{
    private const string Flatten = "Insert [Flatten]";
    private const string Pool = "Insert [AdaptiveAvgPool2d(1), Flatten]";

    private protected override IEnumerable<Edit> Edits(Flaw flaw)
    {
        if (flaw.Attribute is not { Parent: { } list } linear)
            yield break;
        var flatten = LanguageSyntax.Attribute("Flatten");
        var pool = LanguageSyntax.Attribute("AdaptiveAvgPool2d", SyntaxFactory.ParseExpression("1"));
        yield return Edit.Replace(Flatten, Flatten, list, AttributeEditing.InsertedBefore(linear, flatten));
        yield return Edit.Replace(Pool, Pool, list, AttributeEditing.InsertedBefore(linear, pool, flatten));
    }
}
