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
            Transpose((T*)slot.Pointer, Data, slot.Channels, Positions);
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
            Transpose(Data, (T*)_slot.Pointer, Positions, _slot.Channels);
        NativeMemory.Free(Data);
    }

    private void Transpose(T* source, T* destination, int rows, int columns)
    {
        for (var n = 0; n < _slot.Batch; n++)
            LayoutKernel.Transpose(source + (long)n * rows * columns, destination + (long)n * rows * columns, rows, columns);
    }
}
