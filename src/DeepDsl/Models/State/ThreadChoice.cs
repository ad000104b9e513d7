using DeepDsl.Native;

namespace DeepDsl.Models;

/// <summary>How many threads a model's calls run on: the options' number; where they have none, one for small layers and this thread's own for others.</summary>
/// <param name="options">The number of the options.</param>
/// <param name="layerFlops">Floating-point operations of one sample in the forward pass of the typical layer.</param>
internal sealed class ThreadChoice(int? options, long layerFlops)
{
    // What a core does in a fifth of a millisecond. With less, threads lose more by waiting for cores that others use than they win on a quiet machine.
    private const long SmallLayer = 32_000_000;

    /// <summary>Sets the number for a call on so many samples.</summary>
    public void Use(long batch)
    {
        if ((options ?? (batch * layerFlops < SmallLayer ? 1 : null)) is { } threads)
            ThreadCount.Here = threads;
    }
}

/// <summary>A call with a number of threads of its own.</summary>
public readonly ref struct ThreadScope
{
    private readonly int _before;

    internal ThreadScope(ThreadChoice choice, long batch)
    {
        _before = ThreadCount.Here;
        choice.Use(batch);
    }

    /// <summary>Leaves the number of threads as it was.</summary>
    public void Dispose() => ThreadCount.Here = _before;
}
