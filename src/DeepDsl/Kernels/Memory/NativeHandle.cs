using DeepDsl.Native;

namespace DeepDsl.Kernels;

/// <summary>A slot's memory as a tensor of the native library, for the time of a call; 0 for no slot.</summary>
internal readonly unsafe ref struct NativeHandle(Slot? slot)
{
    public nint Value { get; } = slot is null ? 0 : LibTorch.Wrap(slot.Pointer, slot.Sizes, slot.Strides, slot.IsDouble);

    public void Dispose()
    {
        if (Value != 0)
            LibTorch.Delete(Value);
    }
}
