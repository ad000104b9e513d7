using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Planning;

namespace DeepDsl.Compiler.Emission;

/// <summary>Writes the portable path: the model composed of TorchSharp's operators, for any device and data type, and inference.</summary>
internal static class ForwardEmitter
{
    public static void Emit(TrainingProgram program, ModelApi api, CodeWriter code)
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
        code.Summary("The result for new data: inference mode, no autograd. Any number of threads may call it at once.");
        using (code.Open($"public override {api.ResultType} Predict({api.InputParameters})"))
        {
            code.Line("State.ThrowIfDisposed();");
            foreach (var input in program.Graph.Inputs)
                code.Line(Check(api, input));
            code.Line("using var quiet = no_grad();");
            code.Line("using var scope = NewDisposeScope();");
            EmitReturn(program, $"Compose({api.InputArguments}, training: false)", code);
        }
        code.Line();
        EmitCompose(program, api, code);
    }

    /// <summary>The call that refuses an input of another shape, type or device before anything is done.</summary>
    public static string Check(ModelApi api, GraphNode input) =>
        $"State.Check({Parameter(api, input)}, [{string.Join(", ", input.Shape.Dims)}], nameof({Parameter(api, input)}){(input.IsInteger ? ", isInteger: true" : "")});";

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

    private static void EmitCompose(TrainingProgram program, ModelApi api, CodeWriter code)
    {
        var names = new LocalNames(["training", "functional", "torch", .. api.Inputs.Select(input => input.Parameter)]);
        var expressions = program.Graph.Inputs.ToDictionary(input => input, input => Parameter(api, input));
        using (code.Open($"private {ComposedValues.Type(program)} Compose({api.InputParameters}, bool training)"))
        {
            foreach (var group in Groups(program.Graph.LiveNodes))
            {
                code.Line($"// {group.Key}");
                foreach (var node in group)
                {
                    var layer = program.Layers.TryGetValue(node, out var number) ? number : -1;
                    var call = new PortableCall(node, [.. node.Inputs.Select(input => expressions[input])], layer, program.ChannelsLast.Contains(node));
                    expressions[node] = names.Add(Text.CamelCase(node.Name));
                    code.Line($"var {expressions[node]} = {node.Operator!.Portable(call)}; // {node.Shape}");
                }
                code.Line();
            }
            var results = program.Composed.Select(node => expressions[node]).ToArray();
            code.Line(results.Length == 1 ? $"return {results[0]};" : $"return ({string.Join(", ", results)});");
        }
    }

    /// <summary>Runs of nodes that belong to one member.</summary>
    public static IEnumerable<IGrouping<string, GraphNode>> Groups(IEnumerable<GraphNode> nodes) => nodes.GroupBy(node => node.Site.Member ?? "");

    private static string Parameter(ModelApi api, GraphNode input) => api.Inputs.First(pair => pair.Member == input.Name).Parameter;
}

/// <summary>Names of locals, each given once.</summary>
internal sealed class LocalNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = [.. taken];

    public string Add(string name)
    {
        var unique = name;
        for (var i = 2; !_taken.Add(unique); i++)
            unique = $"{name}{i}";
        return unique;
    }
}
