using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Signal;

/// <summary>The sum of skip connections is predicted to grow without normalization.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GrowingStream() : SignalRule<Compiler.Signal.Judging.Ailments.GrowingStream>(Rule)
{
    public const string Id = "DD0407";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Residual stream grows", messageFormat: "{0}",
        RuleCategories.Signal, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
