using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;

namespace DeepDsl.Compiler.Emission;

/// <summary>Writes fields, constructor and registration: what the model consists of and how it starts.</summary>
internal static class ParametersEmitter
{
    public static void Emit(ShapedGraph graph, ModelApi api, CodeWriter code)
    {
        var weighted = graph.Nodes.Where(node => node.SharedWith is null && node.Operator is { } op && (Own(node).Any() || op.Buffers.Any())).ToArray();
        foreach (var node in weighted)
        {
            code.Line($"// {node.StateName}: {node.Text}");
            foreach (var parameter in Own(node))
                code.Line($"private readonly ParameterSlot {Names.Field(node, parameter.Name)};");
            foreach (var buffer in node.Operator!.Buffers)
                code.Line($"private readonly BufferSlot {Names.Field(node, buffer.Name)};");
            code.Line();
        }

        code.Summary($"Makes the model with {Text.Count(weighted.Sum(node => Own(node).Sum(parameter => parameter.Shape.Elements)))} parameters, initialized.");
        code.Line("""/// <param name="options">Seed, device and data type; defaults where null.</param>""");
        code.Line($"public {Text.Escaped(graph.Declaration.Type.Name)}(ModelOptions? options = null)");
        using (code.Indent())
            code.Line($": base({Text.Quoted(graph.Declaration.Type.Name)}, options{Training(graph.Declaration)})");
        using (code.Open(""))
        {
            var initializers = new Initialization(graph);
            foreach (var node in weighted)
            {
                foreach (var parameter in Own(node))
                {
                    var init = initializers.Resolve(node, parameter);
                    var decay = parameter.IsNormOrBias ? ", isNormOrBias: true" : "";
                    code.Line($"{Names.Field(node, parameter.Name)} = State.AddParameter({Text.Quoted($"{node.StateName}.{parameter.Name}")}, [{string.Join(", ", parameter.Shape.Dims)}], {init.Call}{decay});{(init.Why is null ? "" : $" // {init.Why}")}");
                }
                foreach (var buffer in node.Operator!.Buffers)
                {
                    var name = Text.Quoted($"{node.StateName}.{buffer.Name}");
                    code.Line(buffer.Size is { } size
                        ? $"{Names.Field(node, buffer.Name)} = State.AddBuffer({name}, {size}, {Text.Of(buffer.Value)});"
                        : $"{Names.Field(node, buffer.Name)} = State.AddCounter({name});");
                }
            }
            code.Line("State.Complete();");
            code.Line("OnCreated();");
        }
        code.Line();
        code.Summary("Runs at the end of the constructor, for what else an instance needs.");
        code.Line("partial void OnCreated();");
        code.Line();
        code.Summary("Copies every parameter and buffer of another instance.");
        code.Line($"public void CopyParametersFrom({api.ClassName} other) => State.CopyFrom(other?.State!);");
        code.Line();
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
    }

    private static IEnumerable<Parameter> Own(GraphNode node) => node.Operator!.Parameters.Where(parameter => node.OwnerOf(parameter.Name) == node);

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

    private static string Recreate(AttributeDeclaration declaration, Attribute attribute)
    {
        var named = string.Join(", ", AttributeText.Named(declaration, attribute));
        return $"new {declaration.Type}({string.Join(", ", declaration.Positional)}){(named.Length > 0 ? $" {{ {named} }}" : "")}";
    }
}
