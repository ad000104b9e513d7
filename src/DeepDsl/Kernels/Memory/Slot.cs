using DeepDsl.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>Memory for one value of a training step, with its shape: what kernels read and write.</summary>
public sealed unsafe class Slot
{
    private readonly Slot? _viewOf;
    private void* _pointer;
    private nint _adopted;
    private Tensor? _tensor;
    private void* _tensorPointer;

    internal Slot(string name, long[] sizes, Layout layout, ScalarType type, Slot? viewOf = null)
    {
        Name = name;
        Sizes = sizes;
        Layout = layout;
        Type = type;
        _viewOf = viewOf?._viewOf ?? viewOf;
        foreach (var size in sizes)
            Count *= size;
        Strides = StridesOf();
        Columns = sizes.Length == 0 ? 1 : checked((int)(IsChannelsLast ? sizes[1] : sizes[^1]));
    }

    /// <summary>A slot with memory of its own, which nobody else places.</summary>
    internal static Slot Owning(string name, long[] sizes, ScalarType type)
    {
        var slot = new Slot(name, sizes, Layout.Contiguous, type);
        slot.Adopt(LibTorch.Empty(slot.Sizes, slot.Strides, slot.IsDouble));
        return slot;
    }

    /// <summary>The name of the value.</summary>
    public string Name { get; }

    /// <summary>The sizes with the batch first, channels before height and width whatever the layout.</summary>
    public IReadOnlyList<long> Shape => Sizes;

    /// <summary>The result as a tensor that shares the memory; it belongs to the slot.</summary>
    public Tensor Tensor
    {
        get
        {
            // Adopted memory moves from step to step, and a caller may have disposed what was lent.
            if (_tensor is { IsInvalid: false } && _tensorPointer == Pointer)
                return _tensor;
            _tensor?.Dispose();
            _tensorPointer = Pointer;
            return _tensor = UnsafeCreate(LibTorch.Wrap(Pointer, Sizes, Strides, IsDouble));
        }
    }

    /// <summary>Whether its memory stays until the workspace is gone, whoever releases it.</summary>
    internal bool IsKept { get; init; }

    /// <summary>Where memory that it takes over is counted.</summary>
    internal AdoptedMemory? Adopted { get; init; }

    /// <summary>Whether it is made to take over memory of the native library's.</summary>
    internal bool Adopts => Adopted is not null;

    /// <summary>Whether it has memory of the native library's, to be freed with it.</summary>
    internal bool IsOwner => _adopted != 0;

    internal long[] Sizes { get; }

    internal long[] Strides { get; }

    internal Layout Layout { get; }

    internal ScalarType Type { get; }

    internal long Count { get; } = 1;

    /// <summary>The size of the innermost dimension in memory.</summary>
    internal int Columns { get; }

    internal int Rows => checked((int)(Count / Math.Max(1, Columns)));

    internal bool IsDouble => Type == ScalarType.Float64;

    internal bool IsChannelsLast => Layout == Layout.ChannelsLast && Sizes.Length == 4;

    internal int Batch => (int)Sizes[0];

    internal int Channels => (int)Sizes[1];

    internal int Height => (int)Sizes[2];

    internal int Width => (int)Sizes[3];

    internal long Bytes => Count * (Type is ScalarType.Float64 or ScalarType.Int64 ? 8 : 4);

    internal void* Pointer => _viewOf is null ? _pointer : _viewOf.Pointer;

    /// <summary>Where a row of a matrix begins.</summary>
    internal void* Row(int row) => (byte*)Pointer + row * Columns * (Bytes / Count);

    internal Span<T> Span<T>() where T : unmanaged => new(Pointer, checked((int)Count));

    internal void Place(void* pointer) => _pointer = pointer;

    /// <summary>Takes over a tensor that the native library made, with whatever layout it has.</summary>
    internal void Adopt(nint tensor)
    {
        Free();
        Adopted?.Add(Bytes);
        _adopted = tensor;
        _pointer = LibTorch.DataPointer(tensor);
        if (HasStrides(LibTorch.Strides(tensor, Sizes.Length)))
            return;
        using var made = UnsafeCreate(tensor);
        var arranged = empty_strided(Sizes, Strides, Type).DetachFromDisposeScope();
        arranged.copy_(made);
        _adopted = arranged.DecoupleFromNativeHandle();
        _pointer = LibTorch.DataPointer(_adopted);
    }

    /// <summary>Frees what a model that nobody disposed took over.</summary>
    ~Slot()
    {
        if (_adopted != 0)
            LibTorch.Delete(_adopted);
    }

    /// <summary>Frees memory that was taken over from the native library, as nothing reads it any more.</summary>
    public void Release()
    {
        if (!IsKept)
            Free();
    }

    /// <summary>Frees what is the slot's own.</summary>
    internal void Free()
    {
        _tensor?.Dispose();
        _tensor = null;
        if (_adopted == 0)
            return;
        Adopted?.Remove(Bytes);
        LibTorch.Delete(_adopted);
        _adopted = 0;
        _pointer = null;
    }

    /// <summary>Copies a tensor of the slot's shape into it.</summary>
    /// <exception cref="ArgumentException">The tensor has another shape, data type or device.</exception>
    public void Load(Tensor source, string parameter)
    {
        Require(source, parameter);
        if (source.is_contiguous())
        {
            LayoutKernel.Copy(LibTorch.DataPointer(source.Handle), Layout.Contiguous, Pointer, this);
            GC.KeepAlive(source);
            return;
        }
        using var contiguous = source.detach().contiguous();
        LayoutKernel.Copy(LibTorch.DataPointer(contiguous.Handle), Layout.Contiguous, Pointer, this);
    }

    /// <summary>The result as a tensor of its own, for whoever called; its channels stand before height and width in memory as well.</summary>
    public Tensor Copy()
    {
        var copy = empty(Sizes, Type);
        LayoutKernel.CopyOut(this, LibTorch.DataPointer(copy.Handle));
        return copy;
    }

    /// <summary>Sets every element to zero.</summary>
    public void Clear() => new Span<byte>(Pointer, checked((int)Bytes)).Clear();

    /// <summary>Copies the slot into a tensor of its shape, if there is one.</summary>
    /// <exception cref="ArgumentException">The tensor has another shape, data type or device.</exception>
    public void Store(Tensor? destination, string parameter)
    {
        if (destination is null)
            return;
        Require(destination, parameter);
        if (destination.is_contiguous())
        {
            LayoutKernel.CopyOut(this, LibTorch.DataPointer(destination.Handle));
            GC.KeepAlive(destination);
            return;
        }
        using var quiet = no_grad();
        using var source = UnsafeCreate(LibTorch.Wrap(Pointer, Sizes, Strides, IsDouble));
        destination.copy_(source);
    }

    private void Require(Tensor tensor, string parameter)
    {
        ArgumentNullException.ThrowIfNull(tensor, parameter);
        if (tensor.IsInvalid)
            throw new ObjectDisposedException(parameter, $"The tensor '{parameter}' was disposed before the call.");
        if (tensor.device_type != DeviceType.CPU)
            throw new ArgumentException($"'{parameter}' is on {tensor.device}, but the model is on the CPU.", parameter);
        if (tensor.dtype != Type)
            throw new ArgumentException($"'{parameter}' holds {tensor.dtype}, but {(Type == ScalarType.Int64 ? "indices are Int64" : $"the model computes in {Type}")}.", parameter);
        if (!LibTorch.HasShape(tensor, Sizes))
            throw new ArgumentException($"'{parameter}' has shape [{string.Join(", ", tensor.shape)}], expected [{string.Join(", ", Sizes)}].", parameter);
    }

    private long[] StridesOf()
    {
        var strides = new long[Sizes.Length];
        if (IsChannelsLast)
            return [Sizes[1] * Sizes[2] * Sizes[3], 1, Sizes[3] * Sizes[1], Sizes[1]];
        var stride = 1L;
        for (var i = Sizes.Length - 1; i >= 0; stride *= Sizes[i--])
            strides[i] = stride;
        return strides;
    }

    private bool HasStrides(ReadOnlySpan<long> actual)
    {
        var expected = Strides;
        for (var i = 0; i < expected.Length; i++)
        {
            if (Sizes[i] != 1 && expected[i] != actual[i])
                return false;
        }
        return true;
    }

    private static Tensor UnsafeCreate(nint handle) => Tensor.UnsafeCreateTensor(handle).DetachFromDisposeScope();
}
