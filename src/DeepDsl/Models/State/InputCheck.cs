using DeepDsl.Native;
using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>Whether an input is what a model expects.</summary>
internal static class InputCheck
{
    /// <summary>Checks an input, whose shape is given without the batch, against parameters that it is to meet.</summary>
    /// <exception cref="ArgumentException">It has another shape, type or device.</exception>
    public static void Require(Tensor input, ReadOnlySpan<long> shape, string parameter, bool isInteger, Tensor parameters)
    {
        ArgumentNullException.ThrowIfNull(input, parameter);
        if (input.IsInvalid)
            throw new ObjectDisposedException(parameter, $"The tensor '{parameter}' was disposed before the call.");
        if (input.device_type != parameters.device_type)
            throw new ArgumentException($"'{parameter}' is on {input.device}, but the model is on {parameters.device}.", parameter);
        if (input.dtype != (isInteger ? ScalarType.Int64 : parameters.dtype))
            throw new ArgumentException($"'{parameter}' holds {input.dtype}, but {(isInteger ? "indices are Int64" : $"the model computes in {parameters.dtype}")}.", parameter);
        if (!LibTorch.HasShape(input, shape, behind: 1))
            throw new ArgumentException($"'{parameter}' has shape [{string.Join(", ", input.shape)}], expected [batch{string.Concat(shape.ToArray().Select(size => $", {size}"))}].", parameter);
    }
}
