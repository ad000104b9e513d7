using DeepDsl.Compiler.Emission.Blocks;
using DeepDsl.Compiler.Planning;

namespace DeepDsl.Compiler.Emission;

/// <summary>Writes inference: kernel calls over planned memory that every caller has for itself.</summary>
internal static class InferenceEmitter
{
    public static void Emit(MemoryPlan plan, ModelApi api, ModelCode model, CodeWriter code)
    {
        var program = plan.Program;
        code.Line("private readonly PredictWorkspaces<PredictWorkspace> _predictions = new(static memory => new(memory));");
        code.Line();
        code.Summary("The result for new data: no dropout, running statistics, no autograd. Any number of threads may call it at once.");
        using (code.Open($"public override {api.ResultType} Predict({api.InputParameters})"))
        {
            code.Line("State.ThrowIfDisposed();");
            foreach (var input in program.Graph.Inputs)
                code.Line(ForwardEmitter.Check(api, input));
            code.Line($"if (!State.HasKernelsFor({api.Inputs[0].Parameter}))");
            code.Line($"    return PredictPortable({api.InputArguments});");
            code.Line($"using var threads = State.UseThreads({api.Inputs[0].Parameter});");
            code.Line($"using var rented = _predictions.Rent(State, {api.Inputs[0].Parameter});");
            code.Line("var w = rented.Workspace;");
            foreach (var (input, value) in api.Inputs.Zip(program.Inputs, (input, value) => (input, value)))
                code.Line($"{value}.Load({input.Parameter}, nameof({input.Parameter}));");
            code.Line();
            if (model.Model.Inference.Forward.Lines.Count > 0)
            {
                new SharedSection([model.Model.Inference.Forward], []).Write(code);
                code.Line();
            }
            var results = program.Outputs.Select(value => $"{value}.Copy()").ToArray();
            code.Line($"return {(results.Length == 1 ? results[0] : $"({string.Join(", ", results)})")};");
        }
        code.Line();
        WorkspaceEmitter.EmitInference(plan, model.Model, code);
        foreach (var module in model.Modules)
        {
            code.Line();
            module.WriteInference(code);
        }
    }
}
