using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Signal.Judging;
using DeepDsl.Compiler.Signal.Judging.Ailments;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>Sigmoid layers on top of each other, with neither norms nor skips between: each passes on at most a quarter of the gradient.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StackOfSigmoids() : GraphRule(Rule)
{
    public const string Id = "DD0205";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Stack of sigmoid layers", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    private const int Tolerated = 3;

    protected override IEnumerable<Fault> Check(Network network)
    {
        // Where the prediction says that training stalls, it says so with numbers.
        if (network.Diagnosis?.Ailment is VanishingGradients { Level: SignalLevel.Warning })
            yield break;
        var highest = Highest(network);
        if (!IsTooHigh(highest))
            yield break;
        // It is told of once, in a block where all of its repetitions are meant.
        foreach (var node in highest.Where(node => node == highest[0] || (node.Inner is { } inner && inner == highest[0].Inner)))
        {
            yield return new Fault(node, $"{highest.Length} hidden layers in a row end in [{highest[0].Declaration!.Name}], and each passes on at most a quarter of the gradient, without a norm between; use [ReLU] in hidden layers")
            {
                Others = highest,
                // A few sigmoids train, if slowly.
                Severity = network.Diagnosis is null or { Ailment: VanishingGradients } ? null : DiagnosticSeverity.Info,
            }.With(Facts.Suggestion, "ReLU");
        }
    }

    /// <summary>Whether the rule has something to say of a model, in the absence of a prediction.</summary>
    internal static bool Concerns(Network network) => IsTooHigh(Highest(network));

    private static bool IsTooHigh(GraphNode[] stack) => stack.Length > Tolerated;

    private static GraphNode[] Highest(Network network)
    {
        var stacks = new Dictionary<GraphNode, GraphNode[]>();
        GraphNode[] highest = [];
        foreach (var node in network.Nodes)
        {
            var below = node.Operator is INormalization or ISum ? [] : node.ValueInputs.Select(input => stacks.TryGetValue(input, out var stack) ? stack : []).OrderBy(stack => stack.Length).LastOrDefault() ?? [];
            stacks[node] = IsHiddenSigmoid(network, node) ? [.. below, node] : below;
            highest = stacks[node].Length > highest.Length ? stacks[node] : highest;
        }
        return highest;
    }

    private static bool IsHiddenSigmoid(Network network, GraphNode node) =>
        node.Operator is IActivation { Range: (0, 1) } and not IShares && !network.IsResult(node) && !network.IsWeighing(node);
}
