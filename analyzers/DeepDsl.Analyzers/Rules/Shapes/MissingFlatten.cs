using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Shapes;

/// <summary>A Linear layer meets a feature map, and the loss gets one too.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingFlatten() : MisfitRule<Compiler.Problems.MissingFlatten>(Rule)
{
    public const string Id = "DD0102";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Flatten or pooling is missing before Linear", messageFormat: "{0}",
        RuleCategories.Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
