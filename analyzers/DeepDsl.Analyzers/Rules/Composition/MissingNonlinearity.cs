using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>Two linear maps in a row are no more than one of them, unless the value between them is a bottleneck on purpose.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingNonlinearity() : GraphRule(Rule)
{
    public const string Id = "DD0201";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Nonlinearity is missing between two layers", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<Fault> Check(Network network)
    {
        foreach (var node in network.Nodes)
        {
            if (node.Operator is not IMap { IsFactor: false } second)
                continue;
            var onlyPooled = false;
            var before = network.OriginAlone(node, step =>
            {
                onlyPooled |= step.Operator is IMaximum;
                return step.Operator is ILinear or IMaximum;
            });
            if (before is not { Operator: IMap { IsFactor: false } first, IsFrozen: false } || IsBottleneck(first, second) || IsSpread(first, second))
                continue;
            yield return new Fault(node, Message(before, node, onlyPooled)) { Severity = onlyPooled ? DiagnosticSeverity.Info : null }.With(Facts.Suggestion, "ReLU");
        }
    }

    // A product of two thin matrices is a map of low rank, as autoencoders and factorized layers want it.
    private static bool IsBottleneck(IMap first, IMap second) => first.FeaturesOut < first.FeaturesIn && first.FeaturesOut < second.FeaturesOut;

    // Where features become positions, as of sub-pixel convolution (Shi et al., 2016, arXiv:1609.05158) or in a mixer of tokens, no one layer of either kind is both.
    private static bool IsSpread(IMap first, IMap second) => second.FeaturesIn < first.FeaturesOut;

    private static string Message(GraphNode first, GraphNode second, bool onlyPooled) => onlyPooled
        ? $"Between {Network.Named(first)} and {Network.Named(second)} there is no nonlinearity but the pooling; insert an activation such as [ReLU]"
        : $"{Network.Named(second)} follows {Network.Named(first)} with no nonlinearity between, so that both can express no more than one layer; insert an activation such as [ReLU]";
}
