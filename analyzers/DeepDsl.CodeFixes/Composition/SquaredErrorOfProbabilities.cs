using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Composition;

/// <summary>Takes a cross-entropy, or estimates amounts without the activation.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SquaredErrorOfProbabilitiesFix() : ModelFix(SquaredErrorOfProbabilities.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw)
    {
        if (flaw[Facts.Suggestion] is not { } fitting || flaw.Attribute is not { } loss || flaw.Others is not [var activation])
            yield break;
        var removed = Removal.RemovableOperator(activation);
        if (fitting == nameof(BCELossAttribute)[..^"Attribute".Length])
            yield return Edit.Replace($"Use [{fitting}]", "Use cross-entropy", loss, loss.Renamed(fitting));
        else if (removed is not null && loss.ArgumentList?.Arguments.Any(argument => argument.NameEquals?.Name.Identifier.ValueText == nameof(ComparingLossAttribute.Target)) != true)
            yield return new($"Use [{fitting}] without [{activation.Name}]", "Use cross-entropy", root => Removed(root.TrackNodes(loss, removed), loss, removed, fitting));
        if (removed is not null)
            yield return Edit.Remove($"Remove [{activation.Name}]", "Remove the operator", removed);
    }

    private static SyntaxNode Removed(SyntaxNode root, AttributeSyntax loss, SyntaxNode activation, string fitting)
    {
        var current = root.GetCurrentNode(loss)!;
        root = root.ReplaceNode(current, current.Renamed(fitting));
        return root.RemoveNode(root.GetCurrentNode(activation)!, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
    }
}
