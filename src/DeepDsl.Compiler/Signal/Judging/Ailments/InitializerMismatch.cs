using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Signal.Judging.Ailments;

/// <summary>The initializer that was written is another activation's.</summary>
public sealed record InitializerMismatch(SignalLevel Level, GraphNode At, string Message) : Ailment(Level, At, Message)
{
    internal static InitializerMismatch Tell(SignalLevel level, IReadOnlyList<MatchingInitializer> layers, string effect)
    {
        var first = layers[0];
        var more = layers.Count > 1 ? $" here and in {layers.Count - 1} more layer{(layers.Count > 2 ? "s" : "")}" : "";
        return new(level, first.Layer, $"{first.Written.Initializer} gives '{first.Layer.Name}' weights of ×{Numbers.FactorOfLog10(0.5 * Math.Log10(first.Share))} the size that its [{first.Activation.Declaration!.Name}] needs{more}: {effect}");
    }
}
