using System.Collections.Immutable;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Emission.Blocks;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Signal;

namespace DeepDsl.Compiler;

/// <summary>The way of a model from declaration to code. Every stage has a type of its own, so that no pass can run out of order.</summary>
public static class ModelCompiler
{
    /// <summary>The graph with shapes: what rules and code fixes look at.</summary>
    public static ShapedGraph Analyze(ModelDeclaration model) => ShapeInference.Infer(GraphBuilder.Build(model));

    /// <summary>The training step with the lifetime of every value.</summary>
    public static MemoryPlan Plan(ShapedGraph graph) => Verified(MemoryPlan.Make(Lowering.Lower(graph)));

    /// <summary>Inference with the lifetime of every value.</summary>
    public static MemoryPlan PlanInference(ShapedGraph graph) => Verified(MemoryPlan.Make(Lowering.LowerInference(graph)));

    /// <summary>The generated files; of a broken model, as much as keeps other code compiling.</summary>
    public static EquatableArray<GeneratedSource> Compile(ShapedGraph graph)
    {
        var model = graph.Declaration;
        if (!model.Type.IsOpen || (model.FormProblems.Count > 0 && model.Type.Overridden.Count == 0 && !model.Nodes.Any(node => node.IsPartial)))
            return [];
        if (model.FormProblems.Count > 0 && model.Type.Overridden.Count == 0)
            return [SourceFile.Write(model, "", $"its members, as the class cannot be a {(model.IsBlock ? "block" : "model")}", "", code => EmitMembers(graph, code))];
        if (model.IsBlock)
            return [SourceFile.Write(model, "", "members of a block", "", code => EmitMembers(graph, code)), GraphEmitter.Emit(model)];

        var api = new ModelApi(graph);
        if (!graph.IsSound)
        {
            return [SourceFile.Write(model, "", "members without a body, as the model has errors", api.Bases, code =>
            {
                EmitMembers(graph, code);
                BrokenModelEmitter.Emit(graph, api, code);
            })];
        }

        var (plan, inference) = (Plan(graph), PlanInference(graph));
        var code = new ModelCode(plan, inference, api);
        var signal = SignalPropagation.Predict(graph);
        return
        [
            SourceFile.Write(model, "", $"nodes and summary{SummaryEmitter.Headline(signal)}", "", writer =>
            {
                EmitMembers(graph, writer, signal);
                SummaryEmitter.Emit(plan, signal, writer);
            }),
            SourceFile.Write(model, ".Parameters", "what it learns, and how that starts", api.Bases, writer => ParametersEmitter.Emit(graph, api, code, writer)),
            SourceFile.Write(model, ".Forward", "the portable path", "", writer => ForwardEmitter.Emit(plan.Program, api, code, writer)),
            SourceFile.Write(model, ".Inference", "results for new data, by many threads at once", "", writer => InferenceEmitter.Emit(inference, api, code, writer)),
            SourceFile.Write(model, ".Training", "the training step, forward and backward without a tape", "", writer => TrainingEmitter.Emit(plan, api, code, writer)),
            GraphEmitter.Emit(model),
        ];
    }

    /// <summary>The generated file of a model on which the compiler itself fails: the build stops with a sentence about it, and has no other errors.</summary>
    public static EquatableArray<GeneratedSource> Fail(ModelDeclaration model, Exception bug)
    {
        if (!model.Type.IsOpen)
            return [];
        var graph = new ShapedGraph { Declaration = model, Model = new(null, "", model.Type.Name, "", ""), Nodes = [], Outputs = [], Members = ImmutableDictionary<string, GraphNode>.Empty, Problems = [] };
        var cause = $"{bug.GetType().Name}: {bug.Message}".Replace('\r', ' ').Replace('\n', ' ');
        return [SourceFile.Write(model, "", "its members, as the compiler failed", "", code =>
        {
            code.Line($"#error DeepDsl failed to compile the model '{model.Type.Name}', which is a mistake in DeepDsl: please report it with the model ({cause})");
            EmitMembers(graph, code);
        })];
    }

    private static void EmitMembers(ShapedGraph graph, CodeWriter code, SignalProfile? signal = null)
    {
        NodesEmitter.EmitHypers(graph.Declaration, code);
        NodesEmitter.EmitNodes(graph, signal, code);
    }

    private static MemoryPlan Verified(MemoryPlan plan)
    {
        Verify(plan);
        return plan;
    }

    [System.Diagnostics.Conditional("DEBUG")]
    private static void Verify(MemoryPlan plan)
    {
        foreach (var fault in PlanVerifier.Verify(plan))
            throw new InvalidOperationException(fault);
    }
}
