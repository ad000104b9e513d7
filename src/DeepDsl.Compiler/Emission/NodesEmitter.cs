using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Signal;

namespace DeepDsl.Compiler.Emission;

/// <summary>Writes the bodies of the user's Node properties, with what a hover over them should say.</summary>
internal static class NodesEmitter
{
    public static void EmitNodes(ShapedGraph graph, SignalProfile? signal, CodeWriter code)
    {
        if (graph.Declaration.Nodes.Any(member => member.IsPartial && member.Documentation.Length > 0))
            code.Line("#pragma warning disable CS1570, CS1572, CS1574, CS1580, CS1581, CS1584, CS1587, CS1658, CS1734 // comments are checked where they were written");
        foreach (var member in graph.Declaration.Nodes.Where(member => member.IsPartial))
        {
            graph.Members.TryGetValue(member.Name, out var node);
            EmitDocumentation(graph, member, node, signal, code);
            var property = $"{member.Modifiers} {member.Type} {Text.Escaped(member.Name)}";
            var value = $"new({string.Join(", ", node?.Shape.Dims ?? [])})";
            code.Line(member.Setter.Length == 0 ? $"{property} => {value};" : $"{property} {{ get => {value}; {member.Setter} {{ }} }}");
            code.Line();
        }
    }

    public static void EmitHypers(ModelDeclaration model, CodeWriter code)
    {
        foreach (var hyper in model.Hypers.Where(hyper => hyper.IsPartial))
        {
            code.Summary(hyper.Default.Value is null ? "Given by every use." : $"{Text.Of(hyper.Default.Value)} where a use does not say otherwise.");
            code.Line($"{hyper.Modifiers} {hyper.Type} {Text.Escaped(hyper.Name)} => {(model.IsBlock ? Unknown(hyper) : hyper.Convert(hyper.Default.Value) is { } value ? Text.Of(value) : "default")};");
            code.Line();
        }
    }

    private static string Unknown(HyperDeclaration hyper) => $"throw new InvalidOperationException(\"'{hyper.Name}' has a value where the block is used, not on an instance of it.\")";

    // The generated part's comment replaces the user's, so it repeats it.
    private static void EmitDocumentation(ShapedGraph graph, NodeDeclaration member, GraphNode? node, SignalProfile? signal, CodeWriter code)
    {
        if (member.Documentation.Trim() is { Length: > 0 } own)
        {
            foreach (var line in own.Split('\n'))
                code.Line($"/// {line.Trim()}");
        }
        if (node is not { Shape.IsKnown: true })
            return;
        var parameters = graph.Nodes.Where(other => other.Site.Member == member.Name).Sum(SummaryEmitter.Parameters);
        var facts = $"Shape {node.Shape}{(parameters > 0 ? $", {Text.Count(parameters)} parameters" : "")}.{Predicted(graph, member, node, signal)}";
        code.Line(member.Documentation.Contains("<remarks>") || member.Documentation.Trim().Length > 0
            ? $"/// <remarks>{facts}</remarks>"
            : $"/// <summary>{facts}</summary>");
    }

    // One digit is all that the prediction promises.
    private static string Predicted(ShapedGraph graph, NodeDeclaration member, GraphNode node, SignalProfile? signal)
    {
        if (node.IsInput || signal?.Of(node) is not { } value)
            return "";
        var gradient = graph.Nodes.Where(other => other.Site.Member == member.Name).Select(signal.GradientOf).FirstOrDefault(norm => norm is not null);
        return $" Predicted for the start of training: E x² ≈ {Text.Rounded(value.SecondMoment, digits: 1)}{(gradient is { } norm ? $", gradient of the first weight ≈ {Text.Rounded(norm, digits: 1)}" : "")}{(signal.IsSure ? "" : " (unsure)")}.";
    }
}
