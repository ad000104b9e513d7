using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Signal;

/// <summary>Many rectified units are predicted to be zero for every input.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BornDead() : SignalRule<Compiler.Signal.Judging.Ailments.BornDead>(Rule)
{
    public const string Id = "DD0403";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "ReLU units are born dead", messageFormat: "{0}",
        RuleCategories.Signal, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
