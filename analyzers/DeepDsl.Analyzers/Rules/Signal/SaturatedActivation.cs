using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Signal;

/// <summary>An activation is predicted to work where it is flat.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SaturatedActivation() : SignalRule<Compiler.Signal.Judging.Ailments.SaturatedActivation>(Rule)
{
    public const string Id = "DD0404";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Activation is saturated", messageFormat: "{0}",
        RuleCategories.Signal, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
