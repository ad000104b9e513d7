using DeepDsl.Native;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>All parameters of a model in one flat buffer, and their gradients in another.</summary>
internal sealed unsafe class FlatParameters : IDisposable
{
    private readonly IReadOnlyList<ParameterSlot> _slots;
    private readonly IModelHost _host;
    private readonly Lock _reclaiming = new();

    /// <summary>Allocates and initializes the parameters, in float32 on the CPU.</summary>
    public FlatParameters(IReadOnlyList<ParameterSlot> slots, IModelHost host, long seed)
    {
        (_slots, _host, Layout) = (slots, host, new(slots));
        Values = zeros(FlatLayout.Allocated(Layout.Count)).DetachFromDisposeScope();
        var memory = (float*)LibTorch.DataPointer(Values.Handle);
        foreach (var slot in slots)
            slot.Init.Fill(new(memory + slot.Offset, checked((int)slot.Count)), slot.Shape, new(seed, slot.Name));
        Gradients = Attach();
    }

    public FlatLayout Layout { get; }

    /// <summary>The values with their padding.</summary>
    public Tensor Values { get; private set; }

    public FlatGradients Gradients { get; private set; }

    /// <summary>Whether the generated kernels can run on them.</summary>
    public bool HasKernels => Values.device_type == DeviceType.CPU && Values.dtype is ScalarType.Float32 or ScalarType.Float64;

    /// <summary>Moves everything to another type or device; as TorchSharp does, the old tensors are disposed.</summary>
    public void Move(ScalarType type, Device device)
    {
        using var values = Values;
        using var gradients = Gradients;
        foreach (var slot in _slots)
        {
            slot.RequiresGrad = slot.Tensor.requires_grad;
            slot.Tensor.Dispose();
        }
        Values = values.to(type, device, copy: true).DetachFromDisposeScope();
        Gradients = Attach();
    }

    /// <summary>Takes back the parameters whose memory others have replaced, as <c>Tensor.set_</c> and <c>vector_to_parameters</c> do, with the values that they have now.</summary>
    /// <exception cref="InvalidOperationException">One has another shape now.</exception>
    /// <exception cref="ObjectDisposedException">One was disposed.</exception>
    public void Reclaim()
    {
        var memory = (byte*)LibTorch.DataPointer(Values.Handle);
        for (var i = 0; i < _slots.Count; i++)
        {
            var slot = _slots[i];
            if (slot.Tensor.IsInvalid)
                throw new ObjectDisposedException(slot.Name, $"The parameter '{slot.Name}' was disposed; it belongs to the model, which needs it.");
            if (LibTorch.DataPointer(slot.Tensor.Handle) != memory + slot.Offset * Values.ElementSize)
                TakeBack(slot);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Values.Dispose();
        Gradients.Dispose();
    }

    private void TakeBack(ParameterSlot slot)
    {
        using var alone = _reclaiming.EnterScope();
        if (!LibTorch.HasShape(slot.Tensor, slot.Shape))
            throw new InvalidOperationException($"The parameter '{slot.Name}' was given the shape [{string.Join(", ", slot.Tensor.shape)}], but the model needs [{string.Join(", ", slot.Shape)}].");
        using var normal = inference_mode(false);
        using var quiet = no_grad();
        using var flat = Values.narrow(0, slot.Offset, slot.Count);
        using var view = flat.view(slot.Shape);
        view.copy_(slot.Tensor);
        slot.Tensor.set_(view);
    }

    /// <summary>Points parameters and slots at the flat memory, with new gradients.</summary>
    private FlatGradients Attach()
    {
        foreach (var slot in _slots)
        {
            using var flat = Values.narrow(0, slot.Offset, slot.Count);
            slot.Tensor = new Parameter(flat.view(slot.Shape), slot.RequiresGrad);
            slot.Tensor.DetachFromDisposeScope();
            _host.Register(slot.Name, slot.Tensor);
            if (HasKernels)
                slot.Value = slot.In(Values);
        }
        return new(_slots, Layout, zeros(FlatLayout.Allocated(Layout.GradientCount), Values.dtype, Values.device).DetachFromDisposeScope(), HasKernels);
    }
}
