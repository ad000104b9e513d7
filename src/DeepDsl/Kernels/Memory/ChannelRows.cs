using System.Numerics;
using System.Runtime.InteropServices;

namespace DeepDsl.Kernels;

/// <summary>A value as rows of channels: in place where the channels are innermost, otherwise by way of a transposed copy.</summary>
internal unsafe ref struct ChannelRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Slot _slot;
    private readonly bool _write;
    private readonly bool _isCopy;

    public ChannelRows(Slot slot, bool write = false)
    {
        (_slot, _write) = (slot, write);
        Count = checked((int)(slot.Count / slot.Channels));
        _isCopy = Positions > 1 && !slot.IsChannelsLast;
        Data = _isCopy ? (T*)NativeMemory.Alloc((nuint)slot.Bytes) : (T*)slot.Pointer;
        if (_isCopy && !write)
            LayoutKernel.Transpose(slot.Batch, (T*)slot.Pointer, Data, slot.Channels, Positions);
    }

    public T* Data { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    private int Positions => Count / _slot.Batch;

    public void Dispose()
    {
        // The default stands for nothing.
        if (!_isCopy)
            return;
        if (_write)
            LayoutKernel.Transpose(_slot.Batch, Data, (T*)_slot.Pointer, Positions, _slot.Channels);
        NativeMemory.Free(Data);
    }
}
