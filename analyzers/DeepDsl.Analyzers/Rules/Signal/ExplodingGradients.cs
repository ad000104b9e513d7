using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Signal;

/// <summary>Gradients or activations are predicted to grow from layer to layer.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExplodingGradients() : SignalRule<Compiler.Signal.Judging.Ailments.ExplodingGradients>(Rule)
{
    public const string Id = "DD0402";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Gradients or activations explode", messageFormat: "{0}",
        RuleCategories.Signal, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
