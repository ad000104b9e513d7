using DeepDsl;
using DeepDsl.Kernels;
using DeepDsl.Native;
using static TorchSharp.torch;

namespace Runtime.Tests.Harness;

/// <summary>Tensors as kernels see them. They must outlive the slots.</summary>
internal static unsafe class Slots
{
    /// <summary>Of a tensor as it is.</summary>
    public static Slot Over(Tensor tensor) => Over(tensor, Layout.Contiguous, tensor.shape);

    /// <summary>Of maps whose last dimension are the channels.</summary>
    public static Slot OverMaps(Tensor tensor) => Over(tensor, Layout.ChannelsLast, tensor.size(0), tensor.size(3), tensor.size(1), tensor.size(2));

    private static Slot Over(Tensor tensor, Layout layout, params long[] sizes)
    {
        var slot = new Slot("", sizes, layout, tensor.dtype);
        slot.Place(LibTorch.DataPointer(tensor.Handle));
        return slot;
    }
}
