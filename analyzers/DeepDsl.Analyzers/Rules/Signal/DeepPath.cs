using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Signal;

/// <summary>Some layer is very many layers away from the loss on every way.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeepPath() : SignalRule<Compiler.Signal.Judging.Ailments.DeepPath>(Rule)
{
    public const string Id = "DD0406";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Deep path without a skip connection", messageFormat: "{0}",
        RuleCategories.Signal, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
