using DeepDsl.Compiler.Emission.Blocks;
using DeepDsl.Compiler.Planning;

namespace DeepDsl.Compiler.Emission;

/// <summary>Writes the class that holds the values of a step: each with its lifetime in steps, from which the arena is laid out.</summary>
internal static class WorkspaceEmitter
{
    public static void Emit(MemoryPlan plan, BlockCode model, CodeWriter code)
    {
        code.Summary($"The values of a training step for one batch size. A range is a lifetime: forward 1 to {plan.Program.Forward.Count}, loss {plan.LossMoment}, backward to {plan.End}.");
        Emit("Workspace", model.Steps, code);
    }

    public static void EmitInference(MemoryPlan plan, BlockCode model, CodeWriter code)
    {
        code.Summary($"The values of inference for one batch size. A range is a lifetime in steps, of which there are {plan.Program.Forward.Count}.");
        Emit("PredictWorkspace", model.Inference, code);
    }

    private static void Emit(string name, StepLines steps, CodeWriter code)
    {
        using (code.Open($"private sealed class {name} : StepWorkspace"))
        {
            FieldList.Write(steps.Fields(isGradient: false), code);
            code.Line();
            using (code.Open($"public {name}(StepMemory memory) : base(memory)"))
                new SharedSection([steps.Values], []).Write(code);
        }
    }
}
