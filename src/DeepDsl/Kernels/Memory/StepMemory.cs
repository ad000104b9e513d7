using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>What a workspace asks for its slots: it notes sizes and lifetimes, then lays all of them out in one arena.</summary>
public sealed class StepMemory
{
    private readonly long _batch;
    private readonly ScalarType _type;
    private readonly bool _keepsAll;
    private readonly string _prefix;
    private readonly List<(Slot Slot, Range Life)> _placed = [];
    private readonly List<Slot> _all = [];
    private readonly AdoptedMemory _adopted = new();
    private readonly PreparedLayers? _prepared;

    /// <param name="batch">The number of samples.</param>
    /// <param name="type">What real values consist of.</param>
    /// <param name="keepsAll">Whether every value has memory of its own until the end, so that it can be looked at.</param>
    /// <param name="prepared">In inference, what has been made of the parameters.</param>
    internal StepMemory(long batch, ScalarType type, bool keepsAll = false, PreparedLayers? prepared = null) =>
        (_batch, _type, _keepsAll, _prefix, _prepared) = (batch, type, keepsAll, "", prepared);

    private StepMemory(StepMemory outer, string name)
    {
        (_batch, _type, _keepsAll, _prefix) = (outer._batch, outer._type, outer._keepsAll, $"{outer._prefix}{name}.");
        (_placed, _all, _adopted) = (outer._placed, outer._all, outer._adopted);
        _prepared = outer._prepared;
    }

    /// <summary>The same memory for the values of a block, whose names are told from those of others by the block's.</summary>
    public StepMemory In(string block) => new(this, block);

    /// <summary>A value with one part per sample.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="life">The first and the last step that touch it.</param>
    /// <param name="shape">Its shape per sample.</param>
    /// <param name="layout">How it lies in memory if it is image-shaped.</param>
    public Slot PerSample(string name, Range life, int[] shape, Layout layout = Layout.Contiguous) => Place(name, life, Batched(shape), layout, _type);

    /// <summary>An input of 64-bit integers.</summary>
    public Slot Integers(string name, Range life, int[] shape) => Place(name, life, Batched(shape), Layout.Contiguous, ScalarType.Int64);

    /// <summary>32-bit indices, with one part per sample.</summary>
    public Slot Indices(string name, Range life, int[] shape, Layout layout = Layout.Contiguous) => Place(name, life, Batched(shape), layout, ScalarType.Int32);

    /// <summary>Values of a number that does not grow with the batch.</summary>
    public Slot Fixed(string name, Range life, int size) => Place(name, life, [size], Layout.Contiguous, _type);

    /// <summary>A value whose memory the native library allocates.</summary>
    public Slot Adopted(string name, int[] shape, Layout layout = Layout.Contiguous) => Add(new(_prefix + name, Batched(shape), layout, _type) { IsKept = _keepsAll, Adopted = _adopted });

    /// <summary>What inference makes of a layer's parameters: the same for all batch sizes and callers.</summary>
    public PreparedLayer Prepared(string name) => _prepared?.Layer(_prefix + name) ?? throw new InvalidOperationException("Layers are prepared for inference only.");

    /// <summary>The same elements as another value, in a shape of its own.</summary>
    public Slot View(string name, Slot of, int[] shape, Layout layout = Layout.Contiguous) => Add(new(_prefix + name, Batched(shape), layout, of.Type, of));

    /// <summary>A value that is written over another one, which nothing reads any more.</summary>
    public Slot InPlace(string name, Slot of, int[] shape, Layout layout = Layout.Contiguous) =>
        _keepsAll ? Place(name, .., Batched(shape), layout, of.Type) : View(name, of, shape, layout);

    /// <summary>Lays the slots out and returns the bytes they need together.</summary>
    internal long Pack()
    {
        // The largest first, each at the lowest offset where no living neighbour is.
        var done = new List<(long Offset, long Size, Range Life)>();
        var end = 0L;
        foreach (var (slot, life) in _placed.OrderByDescending(item => item.Slot.Bytes))
        {
            var size = Arena.Padded(slot.Bytes);
            var offset = 0L;
            foreach (var other in done.Where(other => Overlap(other.Life, life)).OrderBy(other => other.Offset))
            {
                if (offset + size <= other.Offset)
                    break;
                offset = Math.Max(offset, other.Offset + other.Size);
            }
            done.Add((offset, size, life));
            Offsets[slot] = offset;
            end = Math.Max(end, offset + size);
        }
        return end;
    }

    internal Dictionary<Slot, long> Offsets { get; } = [];

    /// <summary>The most bytes that were taken over from the native library at one time.</summary>
    internal long AdoptedPeak => _adopted.Peak;

    /// <summary>Every slot, placed or not.</summary>
    internal IReadOnlyList<Slot> Slots => _all;

    private static bool Overlap(Range a, Range b) => a.Start.Value <= b.End.Value && b.Start.Value <= a.End.Value;

    private Slot Place(string name, Range life, long[] sizes, Layout layout, ScalarType type)
    {
        var slot = Add(new(_prefix + name, sizes, layout, type));
        _placed.Add((slot, _keepsAll ? 0..int.MaxValue : life));
        return slot;
    }

    private Slot Add(Slot slot)
    {
        _all.Add(slot);
        return slot;
    }

    private long[] Batched(int[] shape) => [_batch, .. shape.Select(size => (long)size)];
}
