using System.Collections.Immutable;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;

namespace DeepDsl.Compiler.Graph;

/// <summary>Looks at what a model hands out: results that are no values of their own, and members that nothing needs.</summary>
internal sealed class ResultCheck(ModelGraph graph, ImmutableDictionary<string, GraphNode> members, BlockExpansion expansion, GraphNode[] outputs)
{
    /// <summary>Reports a result that is an input, or the same value as another result.</summary>
    public void ReportResults()
    {
        var known = new HashSet<GraphNode>();
        foreach (var output in outputs.Where(output => output.IsInput || !known.Add(output)))
        {
            var names = members.Where(member => member.Value == output).Select(member => member.Key).ToArray();
            var site = new Site(graph.Declaration.Nodes.Last(node => names.Contains(node.Name)).Name);
            expansion.Report(new UnknownName(output.IsInput
                ? $"'{site.Member}' is a result and nothing but the input '{output.Name}': give it an operator"
                : $"The results {string.Join(" and ", names.OrderBy(name => name, StringComparer.Ordinal).Select(name => $"'{name}'"))} are the same value: give one of them an operator, or drop its [Output]"), site);
        }
    }

    /// <summary>Reports members that neither a later one, nor a result, nor a loss needs.</summary>
    public void ReportUnused(IEnumerable<GraphNode> judged)
    {
        if (outputs.Length == 0 || expansion.Problems.Any(problem => problem.Misfit.Gravity == Gravity.Error))
            return;
        var used = new HashSet<GraphNode>(expansion.Nodes.SelectMany(node => node.Inputs).Concat(outputs).Concat(judged));
        // A use of a block goes on with its last value, whatever its outputs are.
        if (graph.Declaration.IsBlock)
            used.UnionWith(members.Where(member => graph.Members[member.Key] == graph.Result).Select(member => member.Value));
        // What gathers from a block takes it up without its last value.
        used.UnionWith(graph.Declaration.Nodes.SelectMany(node => node.Attributes).Select(Catalog.CreateAttribute).OfType<GatherAttribute>()
            .Where(gather => members.ContainsKey(gather.Use)).Select(gather => members[gather.Use]));
        // Of several members that stand for one value, the last is the one that nothing takes up.
        foreach (var member in graph.Declaration.Nodes.Where(member => members.ContainsKey(member.Name)).GroupBy(member => members[member.Name])
            .Where(group => !used.Contains(group.Key)).Select(group => group.Last().Name))
        {
            expansion.Report(new UnusedValue($"Nothing uses '{member}': neither a later member nor the result '{outputs[^1].Name}' needs it; "
                + $"take it up with [From], make it an [Output] beside '{outputs[^1].Name}', or remove it"), new(member));
        }
    }
}
