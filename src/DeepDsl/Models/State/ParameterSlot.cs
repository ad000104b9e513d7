using DeepDsl.Initialization;
using DeepDsl.Kernels;
using DeepDsl.Native;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>A parameter of a model: its tensor, and the memory of value and gradient that kernels work on.</summary>
public sealed class ParameterSlot
{
    internal ParameterSlot(string name, long[] shape, Init init, bool isNormOrBias, bool isFrozen, string[]? alsoCalled) =>
        (Name, Shape, Init, IsNormOrBias, IsFrozen, RequiresGrad, AlsoCalled) = (name, shape, init, isNormOrBias, isFrozen, !isFrozen, alsoCalled ?? []);

    /// <summary>The name in the state dictionary.</summary>
    public string Name { get; }

    /// <summary>The names that a tied weight has at the operators that share it. State dictionaries do not hold them, but loading accepts them.</summary>
    public IReadOnlyList<string> AlsoCalled { get; }

    /// <summary>The parameter as TorchSharp knows it: a view into the model's flat buffer.</summary>
    public Parameter Tensor { get; internal set; } = null!;

    /// <summary>The values.</summary>
    public Slot Value { get; internal set; } = null!;

    /// <summary>The gradient, where the running backward pass shall write it; a frozen parameter has none.</summary>
    public Slot Grad { get; internal set; } = null!;

    internal long[] Shape { get; }

    internal Init Init { get; }

    internal bool IsNormOrBias { get; }

    /// <summary>Whether it was declared to stay as it is.</summary>
    internal bool IsFrozen { get; }

    /// <summary>What the tensor is made with; the tensor itself says what its user has chosen since.</summary>
    internal bool RequiresGrad { get; set; }

    /// <summary>Whether the optimizer moves it.</summary>
    internal bool Learns => !IsFrozen && Tensor.requires_grad;

    internal long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Where it begins in the flat buffers, in elements.</summary>
    internal long Offset { get; set; }

    /// <summary>Its part of a flat buffer.</summary>
    internal unsafe Slot In(Tensor flat)
    {
        var slot = new Slot(Name, Shape, Layout.Contiguous, flat.dtype);
        slot.Place((byte*)LibTorch.DataPointer(flat.Handle) + Offset * flat.ElementSize);
        return slot;
    }
}
