using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using static DeepDsl.CodeFixes.AttributeEditing;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace DeepDsl.CodeFixes.Shapes;

/// <summary>Turns the feature map into a vector just before the Linear layer: all of it, or the mean of every channel.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MissingFlattenFix() : ModelFix(MissingFlatten.Id)
{
    private const string Flatten = "Insert [Flatten]";
    private const string Pool = "Insert [AdaptiveAvgPool2d(1), Flatten]";

    private protected override IEnumerable<Edit> Edits(Flaw flaw)
    {
        if (flaw.Attribute is not { } linear)
            yield break;
        yield return Edit.Replace(Flatten, Flatten, linear.Parent!, InsertedBefore(linear, Attribute("Flatten")));
        yield return Edit.Replace(Pool, Pool, linear.Parent!, InsertedBefore(linear, Attribute("AdaptiveAvgPool2d", ParseExpression("1")), Attribute("Flatten")));
    }
}
