using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Shapes;

/// <summary>A class whose form leaves no room for what is generated.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelForm() : FormRule(Rule, FormProblemKind.Form)
{
    public const string Id = "DD0111";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "This form of class cannot be a model", messageFormat: "{0}",
        RuleCategories.Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
