using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission.Blocks;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Planning;

namespace DeepDsl.Compiler.Emission;

/// <summary>Writes the explicit training step: kernel calls over planned memory, forward and backward.</summary>
internal static class TrainingEmitter
{
    public static void Emit(MemoryPlan plan, ModelApi api, ModelCode model, CodeWriter code)
    {
        var program = plan.Program;
        code.Line("private readonly Workspaces<Workspace> _workspaces = new(static memory => new(memory));");
        code.Line();
        if (program.Losses.Count > 0)
            EmitLoss(program, api, code);
        EmitLoops(program, api, code);
        EmitSteps(plan, api, model, code);
        WorkspaceEmitter.Emit(plan, model.Model, code);
        foreach (var module in model.Modules)
        {
            code.Line();
            module.WriteTraining(code);
        }
    }

    /// <summary>Writes the interface's method for a model whose own has no parameter for the gradient of the input.</summary>
    public static void EmitBridge(CodeWriter code)
    {
        code.Line("float ISupervisedModel.ComputeGradients(Tensor input, Tensor target, bool accumulate, bool parameters, Tensor? gradInput) => gradInput is null");
        using (code.Indent())
        {
            code.Line("? ComputeGradients(input, target, accumulate, parameters)");
            code.Line(": throw new InvalidOperationException(\"The input consists of indices, which have no gradient.\");");
        }
    }

    private static void EmitLoss(TrainingProgram program, ModelApi api, CodeWriter code)
    {
        if (api.HasOptimizer)
        {
            code.Summary("One step of training: forward, loss, backward and optimizer. Always in training mode.");
            EmitStepDocs(program, api, code);
            code.Line("/// <returns>The loss before the step.</returns>");
            using (code.Open($"public float TrainStep({api.StepParameters})"))
            {
                code.Line("using var turn = State.Enter();");
                code.Line($"var loss = RunGradients({api.StepArguments});");
                code.Line("State.Step();");
                code.Line("return loss;");
            }
            code.Line();
        }
        code.Summary("Forward, loss and backward: fills the gradients and leaves the parameters as they are. Always in training mode.");
        EmitStepDocs(program, api, code);
        EmitGradientDocs(api, code);
        code.Line("/// <returns>The loss.</returns>");
        using (code.Open($"public float ComputeGradients({api.GradientParameters})"))
        {
            code.Line("using var turn = State.Enter();");
            code.Line("State.AttachGradients();");
            code.Line($"return RunGradients({api.GradientArguments});");
        }
        code.Line();
        if (api.NeedsBridge)
        {
            EmitBridge(code);
            code.Line();
        }
        code.Summary("The second moments of all layers and the norms of all gradients for one batch, as the compiler predicts them for the start. Fills the gradients; parameters and running statistics stay as they are.");
        EmitStepDocs(program, api, code);
        code.Line("/// <exception cref=\"InvalidOperationException\">There are no kernels for the model's device or data type.</exception>");
        using (code.Open($"public SignalMeasurement MeasureSignal({api.StepParameters})"))
        {
            code.Line("using var turn = State.Enter();");
            code.Line("State.AttachGradients();");
            code.Line($"return _workspaces.Measure(State, Summary, () => RunGradients({api.StepArguments}));");
        }
        code.Line();
        using (code.Open($"private float RunGradients({api.GradientParameters})"))
        {
            code.Line("using var backward = State.BeginBackward(accumulate, parameters);");
            code.Line("if (!State.HasKernels)");
            code.Line($"    return RunPortable({api.GradientArguments});");
            code.Line($"RunForward({api.InputArguments});");
            code.Line("var w = _workspaces.Take();");
            var kernels = program.Losses.Select(loss => new Step(program.Graph.Model, null, loss.Loss.Loss.Kernel(loss.Call), StepCondition.Always).Text).ToArray();
            code.Line($"var loss = {kernels[0]}{(kernels.Length == 1 ? ";" : "")}");
            for (var i = 1; i < kernels.Length; i++)
                code.Line($"    + {kernels[i]}{(i == kernels.Length - 1 ? ";" : "")}");
            foreach (var seed in program.Seeds.Where(seed => !seed.IsJudged))
                code.Line($"{seed.Gradient}.Clear();");
            EmitRunBackward(program, api, code);
            code.Line("return loss;");
        }
        code.Line();
        // A method of its own, as its functions hold the inputs: where they stand an object is made for that, even if they are not reached.
        code.Line($"private float RunPortable({api.GradientParameters}) =>");
        using (code.Indent())
            code.Line($"State.Autograd.Gradients([{api.InputArguments}], {Compose(api)}, (inputs, all) => {PortableLoss(program, api)}, all => {ComposedValues.Result(program, "all")}, accumulate, parameters, [{InputGradients(api)}]);");
        code.Line();
    }

    private static string PortableLoss(TrainingProgram program, ModelApi api)
    {
        // A target is given, even where the network itself makes it: no gradient flows into it.
        return string.Join(" + ", program.Losses.Select(item =>
            item.Loss.Loss.Portable([.. item.Loss.Values.Select(Expression)], item.Loss.Target is { } target ? $"{Expression(target)}.detach()" : item.Loss.Parameter ?? "")));

        string Expression(GraphNode node) => node.IsInput ? $"inputs[{Array.FindIndex(api.Inputs, input => input.Member == node.Name)}]" : ComposedValues.Of(program, node, "all");
    }

    private static string Compose(ModelApi api) => $"inputs => Compose({string.Join(", ", api.Inputs.Select((_, index) => $"inputs[{index}]"))}, training: true)";

    private static string InputGradients(ModelApi api) => string.Join(", ", api.Inputs.Select(input => input.IsInteger ? "null" : $"grad{input.Member}"));

    private static void EmitRunBackward(TrainingProgram program, ModelApi api, CodeWriter code)
    {
        code.Line($"RunBackward(w, parameters{string.Concat(api.RealInputs.Select(input => $", wantsGrad{input.Member}: grad{input.Member} is not null"))});");
        foreach (var (input, gradient) in api.RealInputs.Zip(program.InputGradients, (input, gradient) => (input, gradient)))
            code.Line(gradient is null ? $"grad{input.Member}?.fill_(0);" : $"{gradient}.Store(grad{input.Member}, nameof(grad{input.Member}));");
    }

    private static void EmitGradientDocs(ModelApi api, CodeWriter code)
    {
        code.Line("/// <param name=\"accumulate\">Whether the gradients of parameters are added to those that are there.</param>");
        code.Line("/// <param name=\"parameters\">Whether the gradients of parameters are wanted; otherwise they stay as they are.</param>");
        foreach (var (member, _, _) in api.RealInputs)
            code.Line($"/// <param name=\"grad{member}\">Where the gradient of {member} is written, if it is wanted.</param>");
    }

    private static void EmitStepDocs(TrainingProgram program, ModelApi api, CodeWriter code)
    {
        EmitInputDocs(program, api, code);
        foreach (var (loss, _) in program.Losses.Where(item => item.Loss.Parameter is not null))
            code.Line($"/// <param name=\"{loss.Parameter}\">For {loss.Values[0].Name}: {Escape(loss.Loss.Target)}.</param>");
    }

    private static void EmitLoops(TrainingProgram program, ModelApi api, CodeWriter code)
    {
        code.Summary("The forward pass in training mode; its activations are kept for <see cref=\"TrainBackward\"/> until the next one.");
        EmitInputDocs(program, api, code);
        code.Line("/// <returns>The result, valid until the next training step; it belongs to the model.</returns>");
        using (code.Open($"public {api.ResultType} TrainForward({api.InputParameters})"))
        {
            code.Line("using var turn = State.Enter();");
            code.Line("if (!State.HasKernels)");
            code.Line($"    return State.Autograd.Forward([{api.InputArguments}], {Compose(api)}, all => {ComposedValues.Result(program, "all")});");
            code.Line($"RunForward({api.InputArguments});");
            code.Line("return LastOutput;");
        }
        code.Line();
        code.Summary("The backward pass from given gradients of the result; it may run once after each <see cref=\"TrainForward\"/>.");
        foreach (var (output, value) in api.Outputs.Zip(program.Outputs, (output, value) => (output, value)))
            code.Line($"/// <param name=\"grad{output}\">The gradient of {output}, [batch{string.Concat(value.Shape.Dims.Select(size => $", {size}"))}].</param>");
        EmitGradientDocs(api, code);
        using (code.Open($"public void TrainBackward({api.BackwardParameters})"))
        {
            code.Line("using var turn = State.Enter();");
            code.Line("State.AttachGradients();");
            code.Line("using var backward = State.BeginBackward(accumulate, parameters);");
            using (code.Open("if (!State.HasKernels)"))
            {
                code.Line($"State.Autograd.Backward([{string.Join(", ", api.Outputs.Select(output => $"grad{output}"))}], [{InputGradients(api)}], accumulate, parameters);");
                code.Line("return;");
            }
            code.Line("var w = _workspaces.Take();");
            foreach (var seed in program.Seeds)
                code.Line(seed.Output is { } output ? $"{seed.Gradient}.Load(grad{api.Outputs[output]}, nameof(grad{api.Outputs[output]}));" : $"{seed.Gradient}.Clear();");
            EmitRunBackward(program, api, code);
        }
        code.Line();
        code.Summary("The result of the last training step, valid until the next; it belongs to the model.");
        var results = program.Outputs.Select((value, index) => $"_workspaces.Current.{value.Name}.Tensor").ToArray();
        var portable = api.Outputs.Length == 1 ? "State.Autograd.Output<Tensor>()" : $"State.Autograd.Output<{api.ResultType}>()";
        code.Line($"public {api.ResultType} LastOutput => !State.HasKernels ? {portable} : {(results.Length == 1 ? results[0] : $"({string.Join(", ", results)})")};");
        code.Line();
    }

    private static void EmitInputDocs(TrainingProgram program, ModelApi api, CodeWriter code)
    {
        foreach (var (input, value) in api.Inputs.Zip(program.Inputs, (input, value) => (input, value)))
            code.Line($"/// <param name=\"{input.Parameter.TrimStart('@')}\">{input.Member}, [batch{string.Concat(value.Shape.Dims.Select(size => $", {size}"))}].</param>");
    }

    private static void EmitSteps(MemoryPlan plan, ModelApi api, ModelCode model, CodeWriter code)
    {
        var program = plan.Program;
        using (code.Open($"private void RunForward({api.InputParameters})"))
        {
            foreach (var input in program.Graph.Inputs)
                code.Line(ForwardEmitter.Check(api, input));
            code.Line($"State.Draws.Advance();");
            code.Line($"var w = _workspaces.For(State, {api.Inputs[0].Parameter});");
            foreach (var (input, value) in api.Inputs.Zip(program.Inputs, (input, value) => (input, value)))
                code.Line($"{value}.Load({input.Parameter}, nameof({input.Parameter}));");
            code.Line();
            new SharedSection([model.Model.Steps.Forward], []).Write(code);
        }
        code.Line();
        using (code.Open($"private void RunBackward(Workspace w, bool parameters{string.Concat(api.RealInputs.Select(input => $", bool wantsGrad{input.Member}"))})"))
        {
            if (!api.RealInputs.Any())
            {
                code.Line("if (!parameters)");
                code.Line("    return;");
                code.Line();
            }
            new SharedSection([model.Model.Steps.Backward], []).Write(code);
        }
        code.Line();
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
