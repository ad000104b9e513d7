using TorchSharp;
using static TorchSharp.torch;

namespace DeepDsl.Benchmarks.Variants;

/// <summary>The parameters and buffers that a network began with.</summary>
internal sealed class StartingPoint(nn.Module module) : IDisposable
{
    private readonly (Tensor Live, Tensor Kept)[] _values = [.. module.parameters().Concat(module.buffers()).Select(value => (value, Copy(value)))];

    public void Restore()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var (live, kept) in _values)
            live.copy_(kept);
    }

    public void Dispose()
    {
        foreach (var (_, kept) in _values)
            kept.Dispose();
    }

    private static Tensor Copy(Tensor value)
    {
        using var quiet = no_grad();
        return value.detach().clone().DetachFromDisposeScope();
    }
}
