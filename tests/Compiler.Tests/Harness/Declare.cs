using DeepDsl.Compiler;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Planning;

namespace Compiler.Tests.Harness;

/// <summary>Models written as users write them, without the ceremony of a class.</summary>
/// <example>
/// <code>
/// [MSELoss] class Net
/// [Input(8)] X
/// Hidden => 4 * X.Features
/// [Linear(nameof(Hidden)), ReLU, Linear(1)] Y
/// block Gated { [Hyper] int W [Hyper(1)] int Stride [Input] X [Linear(nameof(W))] Y }
/// </code>
/// </example>
internal static class Declare
{
    public static ModelDeclaration Model(string source) => new DeclarationParser(source).Model();

    /// <summary>A single attribute, without its brackets.</summary>
    public static AttributeDeclaration Attribute(string source) => new DeclarationParser(source).Attribute();

    public static Expression? Expression(string source) => new ExpressionParser(new(source)).Expression();

    public static ShapedGraph Graph(string source) => ModelCompiler.Analyze(Model(source));

    /// <summary>A block looked at by itself, as the rules do.</summary>
    public static ShapedGraph Block(string source, string name)
    {
        var model = Model(source);
        return ModelCompiler.Analyze(model.Blocks.Single(block => block.Type.Name == name) with { Blocks = model.Blocks });
    }

    /// <summary>The plan of a model that may compute more than it uses.</summary>
    public static MemoryPlan Plan(string source)
    {
        var graph = Graph(source);
        Assert.True(graph.IsSound, string.Join("\n", graph.Problems.Select(problem => problem.Misfit.Message)));
        return ModelCompiler.Plan(graph);
    }

    /// <summary>The generated files.</summary>
    public static IReadOnlyList<GeneratedSource> Files(string source) => ModelCompiler.Compile(Graph(source));

    /// <summary>The graph, after making sure that nothing is wrong with it.</summary>
    public static ShapedGraph Sound(ShapedGraph graph)
    {
        Assert.Empty(graph.Problems.Select(problem => problem.Misfit.Message));
        Assert.True(graph.IsSound);
        return graph;
    }
}
