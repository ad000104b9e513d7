using System.Collections.Immutable;
using DeepDsl.Compiler.Problems;

namespace DeepDsl.Compiler.Graph;

/// <summary>Finds the members that nothing needs.</summary>
internal static class UnusedMembers
{
    public static void Report(ModelGraph graph, ImmutableDictionary<string, GraphNode> members, BlockExpansion expansion, GraphNode[] outputs, IEnumerable<GraphNode> judged)
    {
        if (outputs.Length == 0 || expansion.Problems.Count > 0)
            return;
        var used = new HashSet<GraphNode>(expansion.Nodes.SelectMany(node => node.Inputs).Concat(outputs).Concat(judged));
        foreach (var member in graph.Members.Where(member => !used.Contains(members[member.Key])).OrderBy(member => member.Value.Index))
        {
            expansion.Report(new UnusedValue($"Nothing uses '{member.Key}': neither a later member nor the result '{outputs[^1].Name}' needs it; "
                + "mark it [Output], take it up with [From], or remove it"), new(member.Key));
        }
    }
}
