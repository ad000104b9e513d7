using DeepDsl.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>Checks of what losses compare with, by the name that it has for whoever gives it.</summary>
internal static class Targets
{
    /// <exception cref="ArgumentException">The target is something else.</exception>
    public static void Require(Tensor target, ScalarType type, ReadOnlySpan<long> shape, string name, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(target, name);
        if (target.IsInvalid)
            throw new ObjectDisposedException(name, $"The tensor '{name}' was disposed before the call.");
        if (target.device_type != (device?.type ?? DeviceType.CPU))
            throw new ArgumentException($"'{name}' is on {target.device}, but the model is on {device ?? CPU}.", name);
        if (target.dtype != type)
            throw new ArgumentException($"'{name}' holds {target.dtype}, expected {type}.", name);
        if (!LibTorch.HasShape(target, shape))
            throw new ArgumentException($"'{name}' has shape [{string.Join(", ", target.shape)}], expected [{string.Join(", ", shape.ToArray())}].", name);
    }

    /// <summary>What is said of a class that there is not.</summary>
    public static ArgumentException NoClass(long found, long position, long classes, string name) =>
        new($"'{name}' holds class {found} at position {position}, but the model has classes 0 to {classes - 1}.", name);
}
