using DeepDsl.Models;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>A workspace of one pass in which every value keeps memory of its own.</summary>
internal sealed class MeasuredWorkspace<T> : IDisposable
    where T : StepWorkspace
{
    private readonly Arena _arena = new();
    private StepMemory? _memory;

    public unsafe T Open(Func<StepMemory, T> create, long batch, ScalarType type)
    {
        _memory = new(batch, type, keepsAll: true);
        var workspace = create(_memory);
        _arena.Grow(_memory.Pack());
        foreach (var (slot, offset) in _memory.Offsets)
            slot.Place(_arena.Memory + offset);
        return workspace;
    }

    public SignalMeasurement Read(ModelState state, ModelSummary summary, float loss)
    {
        var slots = _memory!.Slots.ToLookup(slot => slot.Name);
        var layers =
            from layer in summary.Layers
            let slot = slots[layer.Name].FirstOrDefault()
            where slot is { Type: ScalarType.Float32 or ScalarType.Float64 }
            select new LayerMeasurement(layer.Name, layer.Operator, SecondMoment(slot));
        var parameters =
            from parameter in state.Parameters
            where parameter.Learns
            select new ParameterMeasurement(parameter.Name, parameter.Tensor.dim() > 1, Norm(parameter.Grad));
        return new(loss, [.. layers], [.. parameters]);
    }

    public void Dispose()
    {
        foreach (var slot in _memory?.Slots ?? [])
            slot.Free();
        _arena.Dispose();
    }

    private static double SecondMoment(Slot slot) => Squares(slot) / slot.Count;

    private static double Norm(Slot slot) => Math.Sqrt(Squares(slot));

    // In float64, and by the library: squares of small gradients do not fit into float32.
    private static double Squares(Slot slot)
    {
        using var values = slot.Tensor.to(ScalarType.Float64);
        using var squares = values.square();
        using var sum = squares.sum();
        return sum.item<double>();
    }
}
