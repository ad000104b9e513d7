using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Composition;

/// <summary>Leaves the initializer to the compiler, which draws for the activation that follows.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SymmetricInitializationFix() : ModelFix(SymmetricInitialization.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw)
    {
        var title = flaw[Facts.IsPartial] is null ? "Remove the initializer" : "Remove the initializer, which is not all that is wrong";
        if (flaw[Facts.Argument] is not null && flaw.Attribute is { } layer)
            yield return Edit.Replace(title, title, layer, layer.WithoutNamed("Weight"));
    }
}
