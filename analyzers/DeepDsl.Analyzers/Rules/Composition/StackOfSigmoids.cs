using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>Sigmoid layers on top of each other, with neither norms nor skips between: each passes on at most a quarter of the gradient.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StackOfSigmoids() : GraphRule(Rule)
{
    public const string Id = "DD0205";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Stack of sigmoid layers", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help.For(Id));

    private const int Tolerated = 3;

    protected override IEnumerable<Fault> Check(Network network)
    {
        var stacks = new Dictionary<GraphNode, GraphNode[]>();
        GraphNode[] highest = [];
        foreach (var node in network.Nodes)
        {
            var below = node.Operator is INormalization or ISum ? [] : node.ValueInputs.Select(input => stacks.TryGetValue(input, out var stack) ? stack : []).OrderBy(stack => stack.Length).LastOrDefault() ?? [];
            stacks[node] = IsHiddenSigmoid(network, node) ? [.. below, node] : below;
            highest = stacks[node].Length > highest.Length ? stacks[node] : highest;
        }
        if (highest.Length > Tolerated)
        {
            yield return new Fault(highest[0], $"{highest.Length} hidden layers in a row end in [{highest[0].Declaration!.Name}], and each passes on at most a quarter of the gradient, without a norm between; use [ReLU] in hidden layers")
            {
                Others = highest,
            }.With(Facts.Suggestion, "ReLU");
        }
    }

    private static bool IsHiddenSigmoid(Network network, GraphNode node) =>
        node.Operator is IActivation { Range: (0, 1) } and not IShares && !network.IsResult(node) && !network.IsWeighing(node);
}
