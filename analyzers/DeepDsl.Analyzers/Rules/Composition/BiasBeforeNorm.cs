using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>A bias that the norm right behind it takes away again with the mean.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BiasBeforeNorm() : GraphRule(Rule)
{
    public const string Id = "DD0602";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Bias before a norm cancels", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Info, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<Fault> Check(Network network) =>
        from norm in network.Nodes
        where norm is { Operator: INormalization { CenteredDimension: not null }, IsFrozen: false }
        let node = norm.ValueInputs.First()
        where network.IsOnlyStep(node) && !node.IsFrozen && node.Operator is IMap map && map.FeatureDimension == ((INormalization)norm.Operator!).CenteredDimension
        where node.Operator!.Parameters.Any(parameter => parameter.Name == "bias")
        select new Fault(node, $"The bias of {Network.Named(node)} has no effect, as {Network.Named(norm)} subtracts the mean of every channel; write Bias = false", nameof(WeightedAttribute.Bias)).With(Facts.Suggestion, "false").With(Facts.Argument, nameof(WeightedAttribute.Bias));
}
