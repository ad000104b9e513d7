using DeepDsl.Kernels;
using DeepDsl.Native;
using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>Something a model keeps without learning it, such as a running mean.</summary>
public sealed unsafe class BufferSlot
{
    internal BufferSlot(string name, long[]? shape, double initial) => (Name, Shape, Initial) = (name, shape, initial);

    /// <summary>The name in the state dictionary.</summary>
    public string Name { get; }

    /// <summary>The buffer as TorchSharp knows it.</summary>
    public Tensor Tensor { get; private set; } = null!;

    /// <summary>The values.</summary>
    public Slot Value { get; private set; } = null!;

    /// <summary>The shape; null for a counter.</summary>
    private long[]? Shape { get; }

    private double Initial { get; }

    /// <summary>Makes the tensor.</summary>
    internal void Allocate() =>
        Tensor = (Shape is { } shape ? full(shape, Initial) : zeros([], ScalarType.Int64)).DetachFromDisposeScope();

    /// <summary>Moves the tensor to a device and, if it holds no counter, to another type; the old one is disposed.</summary>
    internal void Move(ScalarType type, Device device)
    {
        using var old = Tensor;
        Tensor = old.to(old.is_floating_point() ? type : old.dtype, device, copy: true).DetachFromDisposeScope();
    }

    /// <summary>Points the slot at the tensor's memory.</summary>
    internal void Place()
    {
        Value = new(Name, Tensor.shape, Layout.Contiguous, Tensor.dtype);
        Value.Place(LibTorch.DataPointer(Tensor.Handle));
    }
}
