using DeepDsl.Native;
using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>The gradients of all parameters that are not frozen, in one flat buffer, of which the parameters' own are views.</summary>
internal sealed unsafe class FlatGradients : IDisposable
{
    private readonly ParameterSlot[] _slots;

    public FlatGradients(IEnumerable<ParameterSlot> slots, Tensor flat, bool hasKernels)
    {
        (_slots, Flat) = ([.. slots.Where(slot => !slot.IsFrozen)], flat);
        Attach();
        if (!hasKernels)
            return;
        foreach (var slot in _slots)
            slot.Grad = slot.In(flat);
    }

    /// <summary>The buffer.</summary>
    public Tensor Flat { get; }

    /// <summary>Points the parameters' gradients at the buffer again, where someone else has replaced them.</summary>
    public void Attach()
    {
        foreach (var slot in _slots)
        {
            using var current = slot.Tensor.grad;
            if (current is not null && IsView(current, slot))
                continue;
            using var quiet = no_grad();
            using var flat = Flat.narrow(0, slot.Offset, slot.Count);
            using var view = flat.view(slot.Shape);
            // What someone else put there is kept; none is a gradient of zero.
            if (current is not null)
                view.copy_(current);
            else
                view.fill_(0);
            slot.Tensor.grad = view;
        }
    }

    /// <summary>Sets every gradient to zero.</summary>
    public void Clear()
    {
        using var quiet = no_grad();
        // Unlike fill_, zero_ makes a new tensor every time.
        Flat.fill_(0);
        Attach();
    }

    /// <inheritdoc/>
    public void Dispose() => Flat.Dispose();

    private bool IsView(Tensor gradient, ParameterSlot slot) =>
        LibTorch.DataPointer(gradient.Handle) == (byte*)LibTorch.DataPointer(Flat.Handle) + slot.Offset * Flat.ElementSize;
}
