using DeepDsl.Compiler;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;

namespace DeepDsl.Reading;

/// <summary>Remembers analyzed models, so that a dozen rules and the generator share the work; the oldest are forgotten.</summary>
public static class CompiledModels
{
    private const int Capacity = 64;

    private static readonly object Gate = new();
    private static readonly Dictionary<ModelDeclaration, Lazy<ShapedGraph>> Graphs = [];
    private static readonly Queue<ModelDeclaration> Ages = [];

    /// <summary>The graph of a model; any number of threads may ask.</summary>
    public static ShapedGraph Analyze(ModelDeclaration model)
    {
        Lazy<ShapedGraph>? graph;
        lock (Gate)
        {
            if (!Graphs.TryGetValue(model, out graph))
            {
                if (Ages.Count == Capacity)
                    Graphs.Remove(Ages.Dequeue());
                Graphs[model] = graph = new(() => ModelCompiler.Analyze(model));
                Ages.Enqueue(model);
            }
        }
        return graph.Value;
    }
}
