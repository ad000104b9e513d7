using DeepDsl.Native;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>Checks of what losses compare with.</summary>
internal static class Targets
{
    /// <exception cref="ArgumentException">The target is something else.</exception>
    public static void Require(Tensor target, ScalarType type, ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.IsInvalid)
            throw new ObjectDisposedException(nameof(target), "The target was disposed before the call.");
        if (target.device_type != TorchSharp.DeviceType.CPU)
            throw new ArgumentException($"The target is on {target.device}, but the model is on the CPU.", nameof(target));
        if (target.dtype != type)
            throw new ArgumentException($"The target holds {target.dtype}, expected {type}.", nameof(target));
        if (!LibTorch.HasShape(target, shape))
            throw new ArgumentException($"The target has shape [{string.Join(", ", target.shape)}], expected [{string.Join(", ", shape.ToArray())}].", nameof(target));
    }
}
