namespace DeepDsl.Models;

/// <summary>Where parameters lie in the flat buffers: those that are neither bias nor norm come first, and frozen ones last.</summary>
internal sealed class FlatLayout
{
    // Every parameter begins on a cache line, so that kernels may work in whole vectors.
    private const int Padding = 16;

    private readonly ParameterSlot[] _ordered;
    private readonly List<(long Start, long End)> _learned = [];

    /// <summary>Gives every parameter its place.</summary>
    public FlatLayout(IEnumerable<ParameterSlot> parameters)
    {
        _ordered = [.. parameters.OrderBy(slot => slot.IsFrozen).ThenBy(slot => slot.IsNormOrBias)];
        foreach (var slot in _ordered)
        {
            slot.Offset = Count;
            Count += Padded(slot.Count);
            if (!slot.IsFrozen)
                GradientCount = Count;
            if (!slot.IsFrozen && !slot.IsNormOrBias)
                WeightCount = Count;
        }
    }

    /// <summary>The number of elements of all parameters with their padding.</summary>
    public long Count { get; }

    /// <summary>The number of leading elements that are not frozen.</summary>
    public long GradientCount { get; }

    /// <summary>The number of leading elements that are neither bias nor norm.</summary>
    public long WeightCount { get; }

    /// <summary>The ranges of elements that the optimizer moves: all that are not frozen and require a gradient.</summary>
    public IReadOnlyList<(long Start, long End)> Learned
    {
        get
        {
            _learned.Clear();
            foreach (var slot in _ordered)
            {
                if (!slot.Learns)
                    continue;
                var end = slot.Offset + Padded(slot.Count);
                if (_learned.Count > 0 && _learned[^1].End == slot.Offset)
                    _learned[^1] = (_learned[^1].Start, end);
                else
                    _learned.Add((slot.Offset, end));
            }
            return _learned;
        }
    }

    /// <summary>The number of elements of a buffer, which is never empty.</summary>
    public static long Allocated(long count) => Math.Max(count, Padding);

    private static long Padded(long count) => (count + Padding - 1) / Padding * Padding;
}
