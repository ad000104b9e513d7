using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Shapes;

/// <summary>A name is no member of the model, or not of the kind that is needed there.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownName() : MisfitRule<Compiler.Problems.UnknownName>(Rule)
{
    public const string Id = "DD0109";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Name does not stand for what is needed there", messageFormat: "{0}",
        RuleCategories.Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
