using System.Collections.Immutable;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Graph;

/// <summary>Folds arguments, expands blocks, builds operators and infers shapes, in order: a size may depend on every shape before it.</summary>
public static class ShapeInference
{
    public static ShapedGraph Infer(ModelGraph graph)
    {
        var expansion = new BlockExpansion(graph.Declaration);
        var scope = Scope.Of(graph, expansion);
        expansion.Problems.AddRange(expansion.Circles.Problems());
        scope.Run();

        GraphNode[] outputs = expansion.IsBroken ? [] : [.. graph.Outputs.Select(id => scope[id])];
        var members = graph.Members.ToImmutableDictionary(member => member.Key, member => scope[member.Value]);
        var results = new ResultCheck(graph, members, expansion, outputs);
        if (!graph.Declaration.IsBlock)
            results.ReportResults();
        var losses = expansion.IsBroken || graph.Declaration.IsBlock ? [] : new LossInference(scope, outputs).Infer();
        results.ReportUnused(losses.SelectMany(loss => loss.Values));
        return new()
        {
            Declaration = graph.Declaration,
            Model = scope.Place.Instance,
            Nodes = [.. expansion.Nodes],
            Outputs = [.. outputs],
            Members = members,
            Losses = losses,
            UsedModels = expansion.UsedModels,
            Problems = [.. expansion.Problems],
        };
    }
}
