using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Initialization;

/// <summary>The initializer that was written belongs to another activation.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InitializerMismatch() : SignalRule<Compiler.Signal.Judging.Ailments.InitializerMismatch>(Rule)
{
    public const string Id = "DD0301";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Initializer does not match the activation", messageFormat: "{0}",
        RuleCategories.Initialization, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
