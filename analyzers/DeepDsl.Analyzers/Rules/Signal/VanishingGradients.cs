using DeepDsl.Analyzers.Rules.Composition;
using DeepDsl.Analyzers.Rules.Training;
using DeepDsl.Compiler.Signal.Judging;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Signal;

/// <summary>The gradient is predicted to fade before it reaches the first layers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class VanishingGradients() : SignalRule<Compiler.Signal.Judging.Ailments.VanishingGradients>(Rule)
{
    public const string Id = "DD0401";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Gradients vanish", messageFormat: "{0}",
        RuleCategories.Signal, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    // That sigmoids are the cause is a warning of its own, and so is that steps shrink with the gradient.
    private protected override bool IsToldOtherwise(ModelContext model, Compiler.Signal.Judging.Ailments.VanishingGradients ailment, AnalyzerConfigOptions options) =>
        ailment.Level == SignalLevel.Info && new Network(model.Graph, options) is var network && (StackOfSigmoids.Concerns(network) || AdamEpsilon.Concerns(network));
}
