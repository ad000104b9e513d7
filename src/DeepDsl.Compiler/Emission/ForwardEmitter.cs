using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission.Blocks;
using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Emission;

/// <summary>Writes the portable path: the model composed of TorchSharp's operators, for any device and data type.</summary>
internal static class ForwardEmitter
{
    public static void Emit(TrainingProgram program, ModelApi api, ModelCode model, CodeWriter code)
    {
        code.Summary("The network over TorchSharp's operators: joins a larger autograd graph, on any device and in any floating-point type.");
        using (code.Open($"public override {api.ResultType} forward({api.InputParameters})"))
        {
            code.Line("State.ThrowIfDisposed();");
            code.Line("if (training)");
            code.Line("    State.Draws.Advance();");
            code.Line("using var scope = NewDisposeScope();");
            EmitReturn(program, $"Compose({api.InputArguments}, training)", code);
        }
        code.Line();
        code.Summary("Inference where there are no kernels: for other devices and types, and for batches without a sample.");
        using (code.Open($"private {api.ResultType} PredictPortable({api.InputParameters})"))
        {
            code.Line("using var quiet = no_grad();");
            code.Line("using var scope = NewDisposeScope();");
            EmitReturn(program, $"Compose({api.InputArguments}, training: false)", code);
        }
        code.Line();
        EmitCompose(program, api, model, code);
    }

    /// <summary>The call that refuses an input of another shape, type or device before anything is done.</summary>
    public static string Check(ModelApi api, GraphNode input) =>
        $"State.Check({api.ParameterOf(input)}, [{string.Join(", ", input.Shape.Dims)}], nameof({api.ParameterOf(input)}){(input.IsInteger ? ", isInteger: true" : "")});";

    private static void EmitReturn(TrainingProgram program, string call, CodeWriter code)
    {
        if (program.Composed.Length == program.Graph.Outputs.Length)
        {
            code.Line($"return Portable.Leave({call});");
            return;
        }
        code.Line($"var all = {call};");
        code.Line($"return Portable.Leave({ComposedValues.Result(program, "all")});");
    }

    private static void EmitCompose(TrainingProgram program, ModelApi api, ModelCode model, CodeWriter code)
    {
        using (code.Open($"private {ComposedValues.Type(program)} Compose({api.InputParameters}, bool training)"))
        {
            foreach (var input in program.Graph.Inputs)
                code.Line(Check(api, input));
            code.Line();
            new SharedSection([model.Model.Compose], []).Write(code);
        }
        foreach (var module in model.Modules)
        {
            code.Line();
            module.WriteCompose(code);
        }
    }
}
