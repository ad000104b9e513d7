using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.CodeFixes.Shapes;

/// <summary>Removes the option that has no effect.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class IdleOptionFix() : ModelFix(IdleOption.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) => flaw is { Attribute: { } attribute, Argument.Parent: AttributeArgumentSyntax option }
        ? [Edit.Replace($"Remove {flaw[Facts.Argument]}", "Remove the option", attribute, attribute.Without(option))]
        : [];
}
