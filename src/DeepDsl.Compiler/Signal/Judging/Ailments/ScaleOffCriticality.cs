using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Signal.Judging.Ailments;

/// <summary>The weights' scale was written as a number that does not fit the layer's size.</summary>
public sealed record ScaleOffCriticality(SignalLevel Level, GraphNode At, string Message) : Ailment(Level, At, Message)
{
    internal static ScaleOffCriticality Tell(SignalLevel level, IReadOnlyList<MatchingInitializer> layers, SignalStudy study, string effect)
    {
        var first = layers[0];
        var more = layers.Count > 1 ? $" here and in {layers.Count - 1} more layer{(layers.Count > 2 ? "s" : "")}" : "";
        return new(level, first.Layer, $"With {first.Written.Initializer} weights of scale {Emission.Text.Of(first.Written.Scale)}, '{first.Layer.Name}' multiplies the energy of gradients by ≈{Numbers.Of(first.Criticality(study))}{more}, where 0.1 to 4 is sound: {effect}");
    }
}
