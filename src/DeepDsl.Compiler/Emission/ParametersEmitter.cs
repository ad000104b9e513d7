using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Emission.Blocks;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;

namespace DeepDsl.Compiler.Emission;

/// <summary>Writes fields, constructor and registration: what the model consists of and how it starts.</summary>
internal static class ParametersEmitter
{
    public static void Emit(ShapedGraph graph, ModelApi api, ModelCode model, CodeWriter code)
    {
        foreach (var node in graph.Nodes.Where(node => node.Instance.IsModel && node.Operator is { } op && (ParameterLines.Own(node).Any() || op.Buffers.Any())))
        {
            code.Line($"// {node.StateName}: {node.Text}");
            foreach (var parameter in ParameterLines.Own(node))
                code.Line($"private readonly ParameterSlot {Names.Field(node, parameter.Name)};");
            foreach (var buffer in node.Operator!.Buffers)
                code.Line($"private readonly BufferSlot {Names.Field(node, buffer.Name)};");
            code.Line();
        }
        foreach (var uses in graph.Model.Children.Where(child => child.SharedWith is null).GroupBy(child => (child.Member, Module: model.ModuleOf(child))))
        {
            code.Line($"// {string.Join(", ", uses.Select(child => child.State.TrimEnd('.')))}");
            foreach (var child in uses)
                code.Line($"private readonly {uses.Key.Module.Name} {Names.Field(child)};");
            code.Line();
        }

        code.Summary($"Makes the model with {Text.Count(graph.Nodes.Sum(node => ParameterLines.Own(node).Sum(parameter => parameter.Shape.Elements)))} parameters, initialized.");
        code.Line("""/// <param name="options">Seed, device and data type; defaults where null.</param>""");
        code.Line($"public {Text.Escaped(graph.Declaration.Type.Name)}(ModelOptions? options = null)");
        using (code.Indent())
            code.Line($": base({Text.Quoted(graph.Declaration.Type.Name)}, options{Training(graph.Declaration)})");
        using (code.Open(""))
        {
            new SharedSection([model.Model.Parameters.Section], []).Write(code);
            code.Line($"State.Complete(layerFlops: {LayerFlops(graph)});");
            code.Line("OnCreated();");
        }
        code.Line();
        code.Summary("Runs at the end of the constructor, for what else an instance needs.");
        code.Line("partial void OnCreated();");
        code.Line();
        code.Summary("Copies every parameter and buffer of another instance.");
        code.Line($"public void CopyParametersFrom({api.ClassName} other) => State.CopyFrom(other?.State!);");
        code.Line();
        foreach (var used in api.UsedModels)
        {
            code.Summary($"Copies the parameters and buffers of a <see cref=\"{used.Reference}\"/> to where this model uses one, by their names.");
            code.Line("""/// <exception cref="ArgumentException">One is missing there, or has another shape.</exception>""");
            code.Line($"{used.Access} void CopyParametersFrom({used.Reference} other) => State.CopyFrom(other?.State!, [{string.Join(", ", used.Prefixes(graph).Select(prefix => Text.Quoted(prefix)))}]);");
            code.Line();
        }
        code.Summary("Moves every parameter and floating-point buffer towards another instance: <c>p += weight·(q − p)</c>, as for target networks and moving averages.");
        code.Line($"public void LerpParametersFrom({api.ClassName} other, double weight) => State.LerpFrom(other?.State!, weight);");
        code.Line();
        code.Summary("A second instance with the same options and parameters; the optimizer starts afresh.");
        using (code.Open($"public {api.ClassName} Clone()"))
        {
            code.Line($"var copy = new {api.ClassName}(State.Options);");
            code.Line("copy.CopyParametersFrom(this);");
            code.Line("return copy;");
        }
        foreach (var module in model.Modules)
        {
            code.Line();
            module.WriteParameters(code);
        }
    }

    // Optimizer, schedule and clipping take the very attributes that were written.
    private static string Training(ModelDeclaration model)
    {
        var text = "";
        foreach (var declaration in model.Attributes)
        {
            var attribute = Catalog.CreateAttribute(declaration);
            var argument = attribute switch
            {
                OptimizerAttribute => "optimizer",
                ScheduleAttribute => "schedule",
                ClipGradNormAttribute => "clipping",
                _ => null,
            };
            if (argument is not null)
                text += $",\n    {argument}: new global::DeepDsl.Training.{declaration.Name}({Recreate(declaration, attribute!)})";
        }
        return text;
    }

    // The mean over all operations of the FLOPs of their layer: many small layers are small, however many they are.
    private static long LayerFlops(ShapedGraph graph)
    {
        var flops = graph.Nodes.Select(node => (double)(node.Operator?.Flops ?? 0)).ToArray();
        return (long)(flops.Sum(layer => layer * layer) / Math.Max(1, flops.Sum()));
    }

    private static string Recreate(AttributeDeclaration declaration, Attribute attribute)
    {
        var named = string.Join(", ", AttributeText.Named(declaration, attribute));
        return $"new {declaration.Type}({string.Join(", ", declaration.Positional)}){(named.Length > 0 ? $" {{ {named} }}" : "")}";
    }
}
