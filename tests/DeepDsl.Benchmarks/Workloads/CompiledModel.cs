using System.Reflection;
using DeepDsl.Compiler;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;

namespace DeepDsl.Benchmarks.Workloads;

/// <summary>The graph of a compiled model, from what the generator leaves in the assembly.</summary>
internal static class CompiledModel
{
    public static ShapedGraph GraphOf(Type model)
    {
        var blocks = new Dictionary<string, ModelDeclaration>();
        var declaration = Read(model);
        Add(declaration);
        return ModelCompiler.Analyze(declaration with { Blocks = blocks.Values.ToEquatableArray() });

        void Add(ModelDeclaration user)
        {
            foreach (var used in user.Nodes.SelectMany(node => node.Attributes).Select(attribute => attribute.Block).OfType<string>())
            {
                if (blocks.ContainsKey(used))
                    continue;
                blocks[used] = Read(model.Assembly.GetType(new BlockName(used).InAssembly, throwOnError: true)!);
                Add(blocks[used]);
            }
        }
    }

    private static ModelDeclaration Read(Type type)
    {
        var graph = type.GetCustomAttribute<CompiledGraphAttribute>()!;
        return CompiledGraph.Read(new BlockName(type.FullName!).From(type.Assembly.GetName().Name!), graph.Version, graph.Text, out var reason) ?? throw new InvalidOperationException(reason);
    }
}
