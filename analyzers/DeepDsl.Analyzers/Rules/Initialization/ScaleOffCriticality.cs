using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Initialization;

/// <summary>The weights were given a scale that makes signals fade or grow from layer to layer.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ScaleOffCriticality() : SignalRule<Compiler.Signal.Judging.Ailments.ScaleOffCriticality>(Rule)
{
    public const string Id = "DD0303";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Scale of the weights is off criticality", messageFormat: "{0}",
        RuleCategories.Initialization, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
