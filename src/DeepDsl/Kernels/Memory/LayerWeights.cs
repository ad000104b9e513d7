using DeepDsl.Native;

namespace DeepDsl.Kernels;

/// <summary>The weights with which inference computes a layer; freed when the last one who has them hands them back.</summary>
/// <param name="weight">The weight in PyTorch's layout: the parameter itself, or what a norm was folded into.</param>
/// <param name="bias">The bias likewise, if there is one.</param>
/// <param name="packed">The weight as the native library wants it, which then stands for the other; 0 where it has no wishes.</param>
internal sealed class LayerWeights(Slot weight, Slot? bias, nint packed) : IDisposable
{
    private int _holders = 1;

    public Slot Weight => weight;

    public Slot? Bias => bias;

    public nint Packed => packed;

    /// <summary>The bytes that are not the model's own.</summary>
    public long Bytes => (weight.IsOwner || packed != 0 ? weight.Bytes : 0) + (bias is { IsOwner: true } ? bias.Bytes : 0);

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
        if (weight.IsOwner)
            weight.Free();
        if (bias is { IsOwner: true })
            bias.Free();
    }

    ~LayerWeights() => FreePacked();

    private void FreePacked()
    {
        if (packed != 0)
            LibTorch.Delete(packed);
    }
}
