using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Shapes;

/// <summary>A model is not partial, has its nodes in several places, or has one that cannot be generated.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class Partiality() : FormRule(Rule, FormProblemKind.Partiality)
{
    public const string Id = "DD0110";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Model is not one partial class with its nodes in it", messageFormat: "{0}",
        RuleCategories.Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
