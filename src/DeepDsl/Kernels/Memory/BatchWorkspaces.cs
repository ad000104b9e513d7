using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>Workspaces for several batch sizes, all in the same arena, so that one at a time is in use.</summary>
/// <param name="create">Makes the workspace for a batch size.</param>
/// <param name="prepared">In inference, what has been made of the parameters.</param>
internal sealed class BatchWorkspaces<T>(Func<StepMemory, T> create, PreparedLayers? prepared = null) : IDisposable
    where T : StepWorkspace
{
    private readonly Dictionary<long, T> _byBatch = [];
    private readonly Arena _arena = new();
    private ScalarType _type;

    /// <summary>The size of the arena.</summary>
    public long Bytes => _arena.Bytes;

    /// <summary>The most bytes of values that the native library allocated, at one time.</summary>
    public long AdoptedPeak => _byBatch.Values.Select(workspace => workspace.Memory.AdoptedPeak).DefaultIfEmpty().Max();

    /// <summary>The number of batch sizes.</summary>
    public int Count => _byBatch.Count;

    public bool Has(long batch) => _byBatch.ContainsKey(batch);

    public T For(long batch, ScalarType type)
    {
        if (_type != type)
            Clear();
        _type = type;
        return _byBatch.TryGetValue(batch, out var workspace) ? workspace : Add(batch);
    }

    public void Clear()
    {
        foreach (var slot in _byBatch.Values.SelectMany(workspace => workspace.Memory.Slots))
            slot.Free();
        _byBatch.Clear();
    }

    public void Dispose()
    {
        Clear();
        _arena.Dispose();
    }

    private T Add(long batch)
    {
        var workspace = create(new(batch, _type, prepared: prepared));
        if (_arena.Grow(workspace.Memory.Pack()))
        {
            foreach (var other in _byBatch.Values)
                Place(other.Memory);
        }
        Place(workspace.Memory);
        return _byBatch[batch] = workspace;
    }

    private unsafe void Place(StepMemory memory)
    {
        // Tensors over the old memory are disposed with it.
        foreach (var slot in memory.Slots)
            slot.Free();
        foreach (var (slot, offset) in memory.Offsets)
            slot.Place(_arena.Memory + offset);
    }
}
