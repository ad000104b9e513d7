using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Propagating;

/// <summary>A value that has passed a rule.</summary>
/// <param name="Result">The statistics of the result, by groups of channels.</param>
/// <param name="Backward">Hands the statistics of the result's gradient on, through the crossing that it came by.</param>
internal sealed record Passage(ForwardState[] Result, Action<BackwardState[]> Backward)
{
    /// <summary>The second moment that layers behind have to keep, where it is not the result's own: what pooling, dropout and products do to it is to be made up for.</summary>
    public double? Level { get; init; }
}
