using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Signal;

/// <summary>A deep stack without normalization is predicted to make all inputs alike.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SimilarInputs() : SignalRule<Compiler.Signal.Judging.Ailments.SimilarInputs>(Rule)
{
    public const string Id = "DD0405";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Deep stack without normalization", messageFormat: "{0}",
        RuleCategories.Signal, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
