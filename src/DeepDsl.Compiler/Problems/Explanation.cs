using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Problems;

/// <summary>Makes the whole message of a misfit: what came and what was expected, how it came about, what would help.</summary>
internal static class Explanation
{
    public static Misfit Of(Misfit misfit, AttributeDeclaration attribute, IReadOnlyList<GraphNode> inputs) =>
        misfit with { Message = $"[{attribute.Name}] {misfit.Message}{Trails(misfit, inputs)}{(misfit.Advice is null ? "" : $"; {misfit.Advice}")}" };

    // Only a shape that the message names needs explaining, and that of an input explains itself.
    private static string Trails(Misfit misfit, IReadOnlyList<GraphNode> inputs)
    {
        var named = inputs.Where(input => misfit.Message.Contains(input.Shape.ToString())).Distinct().ToArray();
        return named.All(input => input.IsInput) ? "" : $" [{string.Join("; ", named.Select(Trail))}]";
    }

    /// <summary>How a shape came about, as the last few steps.</summary>
    private static string Trail(GraphNode value)
    {
        var steps = new List<string>();
        for (var node = value; node is not null && steps.Count < 5; node = node.ValueInputs.FirstOrDefault())
            steps.Insert(0, steps.Count == 4 && !node.IsInput ? "…" : node.IsInput ? $"{node.Name} {node.Shape}" : $"{node.Declaration!.Name} {node.Shape}");
        return string.Join(" → ", steps);
    }
}
