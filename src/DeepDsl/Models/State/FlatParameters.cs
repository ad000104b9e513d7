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

    /// <inheritdoc/>
    public void Dispose()
    {
        Values.Dispose();
        Gradients.Dispose();
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
