using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.CodeFixes.Shapes;

/// <summary>Removes the member that nothing uses, the name of one that is not made yet, or an attribute without effect; adds the optimizer that one lacks.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MisplacedValueFix() : ModelFix(MisplacedValue.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) => flaw switch
    {
        { Attribute: { } attribute, Argument.Parent: AttributeArgumentSyntax name } => WithoutName(attribute, name),
        { Attribute: null, Member: PropertyDeclarationSyntax unused } =>
            [Edit.Remove($"Remove '{unused.Identifier.ValueText}'", "Remove the unused value", unused)],
        { Attribute: { Parent: AttributeListSyntax list } idle, Argument: null } => [.. WithOptimizer(flaw, idle, list), .. Removal.Edits(idle)],
        _ => [],
    };

    private static IEnumerable<Edit> WithOptimizer(Flaw flaw, AttributeSyntax idle, AttributeListSyntax list) => flaw[Facts.Suggestion] is { } optimizer
        ? [Edit.Replace($"Add [{optimizer}]", "Add an optimizer", list, AttributeEditing.InsertedBefore(idle, LanguageSyntax.Attribute(optimizer)))]
        : [];

    private static IEnumerable<Edit> WithoutName(AttributeSyntax attribute, AttributeArgumentSyntax name)
    {
        var kind = attribute.Name.ToString();
        var arguments = attribute.ArgumentList!.Arguments;
        if (kind.EndsWith("Residual", StringComparison.Ordinal))
            yield return Edit.Replace("Add the member's own input", "Add the member's own input", attribute, attribute.Without(name));
        else if (arguments.Count(argument => argument.NameEquals is null) > 1)
            yield return Edit.Replace($"Remove {name} from [{kind}]", "Remove the name", attribute, attribute.Without(name));
        else
        {
            foreach (var edit in Removal.Edits(attribute))
                yield return edit;
        }
    }
}
