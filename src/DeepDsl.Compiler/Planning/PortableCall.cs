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

    public string Layer => layer;

    public bool IsChannelsLast => isChannelsLast;

    public string this[Parameter parameter] => $"{Names.Field(node, parameter.Name)}.Tensor";

    public string this[StateBuffer buffer] => $"{Names.Field(node, buffer.Name)}.Tensor";
}
