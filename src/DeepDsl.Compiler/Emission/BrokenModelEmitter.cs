using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Emission;

/// <summary>Writes the public members of a model that does not compile, so that the only errors the user sees are the model's own.</summary>
internal static class BrokenModelEmitter
{
    private const string Throw = "throw new InvalidOperationException(\"This model has errors; the build reports them.\")";

    public static void Emit(ShapedGraph graph, ModelApi api, CodeWriter code)
    {
        code.Line($"public {Text.Escaped(graph.Declaration.Type.Name)}(ModelOptions? options = null) : base({Text.Quoted(graph.Declaration.Type.Name)}, options) => {Throw};");
        if (api.HasLoss)
        {
            if (api.HasOptimizer)
                code.Line($"public float TrainStep({api.StepParameters}) => {Throw};");
            code.Line($"public float ComputeGradients({api.GradientParameters}) => {Throw};");
            if (api.NeedsBridge)
                TrainingEmitter.EmitBridge(code);
        }
        foreach (var method in new[] { "forward", "Predict" }.Except(graph.Declaration.Type.Overridden))
            code.Line($"public override {api.ResultType} {method}({api.InputParameters}) => {Throw};");
        code.Line($"public {api.ResultType} TrainForward({api.InputParameters}) => {Throw};");
        code.Line($"public void TrainBackward({api.BackwardParameters}) => {Throw};");
        code.Line($"public {api.ResultType} LastOutput => {Throw};");
        code.Line($"public void CopyParametersFrom({api.ClassName} other) => {Throw};");
        foreach (var used in api.UsedModels)
            code.Line($"{used.Access} void CopyParametersFrom({used.Reference} other) => {Throw};");
        code.Line($"public void LerpParametersFrom({api.ClassName} other, double weight) => {Throw};");
        code.Line($"public {api.ClassName} Clone() => {Throw};");
        code.Line($"public static ModelSummary Summary => {Throw};");
    }
}
