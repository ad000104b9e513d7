using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Emission;

/// <summary>What the portable path's Compose returns: the results, and with them what losses look at.</summary>
internal static class ComposedValues
{
    public static string Type(TrainingProgram program) => program.Composed.Length == 1
        ? "Tensor"
        : $"({string.Join(", ", program.Composed.Select(node => $"Tensor {Element(node)}"))})";

    /// <summary>One of the values out of what Compose returned.</summary>
    public static string Of(TrainingProgram program, GraphNode node, string all) => program.Composed.Length == 1 ? all : $"{all}.{Element(node)}";

    private static string Element(GraphNode node) => Text.Escaped(node.Name.Replace(".", ""));

    /// <summary>The model's result out of what Compose returned.</summary>
    public static string Result(TrainingProgram program, string all)
    {
        var outputs = program.Graph.Outputs;
        if (outputs.Length == program.Composed.Length)
            return all;
        return outputs.Length == 1 ? Of(program, outputs[0], all) : $"({string.Join(", ", outputs.Select(output => Of(program, output, all)))})";
    }
}
