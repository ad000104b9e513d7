using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;

namespace DeepDsl.Compiler.Planning;

/// <summary>What an operator writes its TorchSharp expression against.</summary>
/// <param name="node">The node.</param>
/// <param name="inputs">The inputs as C# expressions.</param>
/// <param name="layer">Its number among the operators that draw random numbers as C#, if it is one.</param>
/// <param name="isChannelsLast">Whether the training kernels see its input with the channels innermost, so that random draws fall on the same elements.</param>
public sealed class PortableCall(GraphNode node, IReadOnlyList<string> inputs, string layer, bool isChannelsLast)
{
    public IReadOnlyList<string> Inputs => inputs;

    /// <summary>The first input.</summary>
    public string X => inputs[0];

    /// <summary>Whether the operator runs in training mode, as an expression.</summary>
    public string Training => node.IsFrozen ? "false" : "training";

    /// <summary>Whether the operator runs as in inference.</summary>
    public bool IsFrozen => node.IsFrozen;

    public string Layer => layer;

    public bool IsChannelsLast => isChannelsLast;

    // A frozen use of what learns elsewhere sends no gradient there.
    public string this[Parameter parameter] => $"{Names.Field(node, parameter.Name)}.Tensor{(node.IsFrozen && !node.OwnerOf(parameter.Name).IsFrozen ? ".detach()" : "")}";

    public string this[StateBuffer buffer] => $"{Names.Field(node, buffer.Name)}.Tensor";
}
