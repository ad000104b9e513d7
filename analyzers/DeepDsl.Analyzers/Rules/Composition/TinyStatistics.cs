using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>A norm whose mean and variance come from one value, or from too few.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TinyStatistics() : GraphRule(Rule)
{
    public const string Id = "DD0603";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Norm over too few values", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Error, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    private const int Enough = 8;

    protected override IEnumerable<Fault> Check(Network network)
    {
        foreach (var node in network.Nodes.Where(node => !node.IsFrozen))
        {
            if (node.Operator is not INormalization norm || Count(norm, network.BatchSize) is not { } count)
                continue;
            if (count == 1)
                yield return new(node, $"{Network.Named(node)} normalizes every value by itself, so that nothing of it is left{(norm.SpansBatch ? "; with batches of one sample use [GroupNorm] or [LayerNorm]" : "; remove it, or normalize over more dimensions")}");
            else if (norm.SpansBatch && count < Enough)
                yield return new(node, $"{Network.Named(node)} takes mean and variance from {count} values, which is too few to be reliable; use [GroupNorm] or [LayerNorm], or larger batches") { Severity = DiagnosticSeverity.Warning };
        }
    }

    private static long? Count(INormalization norm, int? batchSize) => norm.SpansBatch ? norm.Population * batchSize : norm.Population;
}
