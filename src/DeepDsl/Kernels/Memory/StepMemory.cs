using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>What a workspace asks for its slots: it notes sizes and lifetimes, then lays all of them out in one arena.</summary>
public sealed class StepMemory
{
    private readonly long _batch;
    private readonly ScalarType _type;
    private readonly List<(Slot Slot, Range Life)> _placed = [];
    private readonly List<Slot> _all = [];

    internal StepMemory(long batch, ScalarType type) => (_batch, _type) = (batch, type);

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
    public Slot Adopted(string name, int[] shape, Layout layout = Layout.Contiguous) => Add(new(name, Batched(shape), layout, _type));

    /// <summary>The memory of another value in a shape of its own.</summary>
    public Slot View(string name, Slot of, int[] shape, Layout layout = Layout.Contiguous) => Add(new(name, Batched(shape), layout, of.Type, of));

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

    /// <summary>Every slot, placed or not.</summary>
    internal IReadOnlyList<Slot> Slots => _all;

    private static bool Overlap(Range a, Range b) => a.Start.Value <= b.End.Value && b.Start.Value <= a.End.Value;

    private Slot Place(string name, Range life, long[] sizes, Layout layout, ScalarType type)
    {
        var slot = Add(new(name, sizes, layout, type));
        _placed.Add((slot, life));
        return slot;
    }

    private Slot Add(Slot slot)
    {
        _all.Add(slot);
        return slot;
    }

    private long[] Batched(int[] shape) => [_batch, .. shape.Select(size => (long)size)];
}
