using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Problems;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers;

/// <summary>A rule about networks that can be built: one method over the operators of a model, those of its blocks among them.</summary>
/// <remarks>What is wrong with every use of a block is reported in the block, what is wrong with some uses at those.</remarks>
public abstract class GraphRule(DiagnosticDescriptor rule) : ModelRule(rule)
{
    private readonly ConditionalWeakTable<ModelContext, Finding[]> _found = new();

    private DiagnosticSeverity DefaultSeverity => SupportedDiagnostics[0].DefaultSeverity;

    /// <summary>What is wrong with a network, in its order.</summary>
    protected abstract IEnumerable<Fault> Check(Network network);

    // Editors ask about one declaration at a time, and show and fix what is reported in it: so a block is told of by itself.
    private protected sealed override IEnumerable<Finding> FindingsOf(ModelContext model, SyntaxNodeAnalysisContext context)
    {
        var seen = new HashSet<Location>();
        return FindingsOfAll().OrderByDescending(finding => finding.Severity ?? DefaultSeverity).Where(finding => seen.Add(finding.Location));

        IEnumerable<Finding> FindingsOfAll()
        {
            foreach (var finding in FindingsIn(new(model, context.Node.SyntaxTree), context).Where(finding => !finding.IsInBlock))
                yield return finding;
            foreach (var user in CompilationModels.Of(context.Compilation, context.CancellationToken).Where(user => user.Model.Declaration.Blocks.Any(block => block.Type.FullName == model.Declaration.Type.FullName)))
            {
                foreach (var finding in FindingsIn(user, context).Where(finding => finding.IsInBlock && model.Locations.Contain(finding.Location)))
                    yield return finding;
            }
        }
    }

    // A model is asked for itself and for each of its blocks.
    private Finding[] FindingsIn(LocatedModel user, SyntaxNodeAnalysisContext context) => _found.TryGetValue(user.Model, out var findings)
        ? findings
        : _found.GetValue(user.Model, _ => [.. Check(user.Model, context.Options.AnalyzerConfigOptionsProvider.GetOptions(user.Tree))]);

    protected sealed override IEnumerable<Finding> Check(ModelContext model, AnalyzerConfigOptions options)
    {
        if (model.Declaration.IsBlock || !model.Graph.IsSound)
            return [];
        var network = new Network(model.Graph, options);
        return Check(network).ToArray()
            .GroupBy(fault => (object?)fault.Node?.Inner ?? fault.Site with { Argument = null })
            .SelectMany(place => Report(place.ToArray(), network, model.Locations));
    }

    private IEnumerable<Finding> Report(Fault[] faults, Network network, ModelLocations locations)
    {
        // A block is told of once, as what it is at its worst.
        faults = [.. faults.OrderByDescending(fault => fault.Severity ?? DefaultSeverity)];
        var first = faults[0];
        if (first.Node is not { Inner: { } inner })
            return [Report(first, locations.Locate(first.Site), locations)];
        var all = network.Nodes.Where(node => node.Inner == inner && node.IsMade == first.Node.IsMade && node.Operator!.GetType() == first.Node.Operator!.GetType());
        if (!all.Except(faults.Select(fault => fault.Node)).Any() && locations.Locate(inner with { Site = inner.Site with { Argument = first.Argument } }) is { } location)
            return [Report(first, location, locations) with { IsInBlock = true }];
        return
            from fault in faults
            group fault by fault.Site into use
            select new Finding(locations.Locate(use.Key), $"In '{new BlockName(inner.Block).Short}', '{inner.Site.Member}': {use.First().Message}") { Severity = use.First().Severity };
    }

    private static Finding Report(Fault fault, Location location, ModelLocations locations) => new(location, fault.Message)
    {
        Severity = fault.Severity,
        Facts = fault.Node?.IsMade == true ? ImmutableDictionary<string, string?>.Empty : fault.Facts.SetItem(Facts.Others, Starts(fault, location, locations)),
    };

    private static string Starts(Fault fault, Location location, ModelLocations locations)
    {
        var others =
            from node in fault.Others
            where !node.IsMade
            let other = node.Inner is { } inner ? locations.Locate(inner) : locations.Locate(node.Site)
            where other is not null && other.SourceTree == location.SourceTree
            select other.SourceSpan.Start;
        return string.Join(",", others.Distinct());
    }
}
