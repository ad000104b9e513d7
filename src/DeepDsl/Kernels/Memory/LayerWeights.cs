using DeepDsl.Native;

namespace DeepDsl.Kernels;

/// <summary>The orders in which kernels want the weights of a layer.</summary>
[Flags]
internal enum WeightOrder
{
    /// <summary>As PyTorch has them.</summary>
    Plain = 1,

    /// <summary>As the native library wants them, which does not tell.</summary>
    Packed = 2,

    /// <summary>As our own kernels want them.</summary>
    Arranged = 4,
}

/// <summary>The weights with which inference computes a layer; freed when the last one who has them hands them back.</summary>
/// <param name="bytes">The bytes of the weight in any order.</param>
internal sealed class LayerWeights(long bytes) : IDisposable
{
    private int _holders = 1;

    /// <summary>The bias, if there is one: the parameter itself, or what a norm was folded into.</summary>
    public Slot? Bias { get; init; }

    /// <summary>The weight in PyTorch's order: the parameter itself, or what a norm was folded into.</summary>
    public Slot? Plain { get; init; }

    /// <summary>The weight as the native library wants it, or 0.</summary>
    public nint Packed { get; init; }

    /// <summary>The weight as our own kernels want it.</summary>
    public Slot? Arranged { get; init; }

    /// <summary>The bytes that are not the model's own.</summary>
    public long Bytes => (Packed == 0 ? 0 : bytes) + Owned.Sum(slot => slot.Bytes);

    private IEnumerable<Slot> Owned => ((Slot?[])[Bias, Plain, Arranged]).OfType<Slot>().Where(slot => slot.IsOwner);

    public bool Has(WeightOrder order) => order switch
    {
        WeightOrder.Plain => Plain is not null,
        WeightOrder.Packed => Packed != 0,
        _ => Arranged is not null,
    };

    public LayerWeights Lend()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    public void Dispose()
    {
        if (Interlocked.Decrement(ref _holders) > 0)
            return;
        GC.SuppressFinalize(this);
        FreePacked();
        foreach (var slot in Owned)
            slot.Free();
    }

    ~LayerWeights() => FreePacked();

    private void FreePacked()
    {
        if (Packed != 0)
            LibTorch.Delete(Packed);
    }
}
