using DeepDsl.Kernels;

namespace DeepDsl.Models;

/// <summary>Where dropout's masks come from: a stream for every layer and step.</summary>
public sealed class DrawSource
{
    internal DrawSource(long seed) => Seed = seed;

    /// <summary>What the streams are made from.</summary>
    internal long Seed { get; set; }

    /// <summary>The number of the current draw: a training forward pass begins the next one. Setting it repeats the masks of an earlier pass.</summary>
    public long Step { get; set; }

    /// <summary>Begins the next draw.</summary>
    public void Advance() => Step++;

    /// <summary>The stream of a layer in the current draw.</summary>
    public DrawKey Of(int layer) => DrawKey.Of(Seed, Step, layer);
}
