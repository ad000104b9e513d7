using System.Numerics;
using System.Runtime.InteropServices;
using DeepDsl.Kernels;
using DeepDsl.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>The gradients of all parameters that are not frozen, in one flat buffer, of which the parameters' own are views.</summary>
internal sealed unsafe class FlatGradients : IDisposable
{
    private readonly ParameterSlot[] _slots;
    private readonly FlatLayout _layout;
    private readonly bool _hasKernels;
    // For gradients that nobody shall see: to be added later, or not wanted. It has memory once that is needed.
    private readonly Arena _aside = new();

    public FlatGradients(IEnumerable<ParameterSlot> slots, FlatLayout layout, Tensor flat, bool hasKernels)
    {
        (_slots, _layout, Flat, _hasKernels) = ([.. slots.Where(slot => !slot.IsFrozen)], layout, flat, hasKernels);
        Attach();
        if (!hasKernels)
            return;
        foreach (var slot in _slots)
            slot.Grad = slot.In(flat);
    }

    /// <summary>The buffer.</summary>
    public Tensor Flat { get; }

    private byte* Memory => (byte*)LibTorch.DataPointer(Flat.Handle);

    private long Bytes => Flat.numel() * Flat.ElementSize;

    /// <summary>Points the parameters' gradients at the buffer again, where someone else has replaced them. Those of parameters that require none stay whatever they are.</summary>
    public void Attach()
    {
        var memory = Memory;
        foreach (var slot in _slots)
        {
            if (slot.Learns)
                Attach(slot, memory);
        }
    }

    /// <summary>Tells the kernels where to write: into the buffer, or aside what is to be added, or is not wanted.</summary>
    public BackwardScope Begin(bool accumulate, bool parameters)
    {
        if (!_hasKernels)
            return default;
        var memory = Memory;
        foreach (var slot in _slots)
            slot.Grad.Place((parameters && !accumulate && slot.Learns ? memory : Aside()) + slot.Offset * Flat.ElementSize);
        if (!accumulate || !parameters)
            return default;
        // A pass that fails before it writes must add nothing.
        NativeMemory.Clear(Aside(), (nuint)Bytes);
        return new(this);
    }

    /// <summary>Adds what the kernels have written aside.</summary>
    public void AddAside()
    {
        if (Flat.dtype == ScalarType.Float64)
            AddAside<double>();
        else
            AddAside<float>();
    }

    /// <summary>Sets the gradients of all parameters that require one to zero.</summary>
    public void ClearLearned()
    {
        using var quiet = no_grad();
        foreach (var (start, end) in _layout.Learned)
        {
            using var part = Flat.narrow(0, start, end - start);
            part.fill_(0);
        }
    }

    /// <summary>Sets every gradient to zero; a parameter that requires none may have one of before.</summary>
    public void Clear()
    {
        var memory = Memory;
        foreach (var slot in _slots)
        {
            if (slot.Learns || LibTorch.GradientPointer(slot.Tensor) != null)
                Attach(slot, memory);
        }
        if (Flat.device_type == DeviceType.CPU)
        {
            NativeMemory.Clear(memory, (nuint)Bytes);
            return;
        }
        using var quiet = no_grad();
        Flat.fill_(0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flat.Dispose();
        _aside.Dispose();
    }

    private void Attach(ParameterSlot slot, byte* memory)
    {
        if (LibTorch.GradientPointer(slot.Tensor) == memory + slot.Offset * Flat.ElementSize)
            return;
        using var quiet = no_grad();
        using var current = slot.Tensor.grad;
        using var flat = Flat.narrow(0, slot.Offset, slot.Count);
        using var view = flat.view(slot.Shape);
        // What someone else put there is kept; none is a gradient of zero.
        if (current is not null)
            view.copy_(current);
        else
            view.fill_(0);
        // Optimizers that are libtorch's own detach gradients in place, which no view allows.
        using var own = view.detach();
        slot.Tensor.grad = own;
    }

    private byte* Aside()
    {
        _aside.Grow(Bytes);
        return _aside.Memory;
    }

    private void AddAside<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* sum = (T*)Memory, added = (T*)Aside();
        var learned = _layout.Learned;
        for (var part = 0; part < learned.Count; part++)
        {
            var (start, end) = learned[part];
            Loops.Zip(sum + start, added + start, sum + start, end - start, default(ElementwiseKernel.Sum<T, Unchanged>));
        }
    }
}
