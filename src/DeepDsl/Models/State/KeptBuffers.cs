using TorchSharp;
using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>The buffers of a model and its random numbers as they were, until they are put back.</summary>
internal sealed class KeptBuffers : IDisposable
{
    private readonly (Tensor Tensor, Tensor Before)[] _buffers;
    private readonly DrawSource _draws;
    private readonly long _step;

    public KeptBuffers(IEnumerable<BufferSlot> buffers, DrawSource draws)
    {
        using var quiet = no_grad();
        _buffers = [.. buffers.Select(buffer => (buffer.Tensor, buffer.Tensor.clone().DetachFromDisposeScope()))];
        (_draws, _step) = (draws, draws.Step);
    }

    public void Dispose()
    {
        using var quiet = no_grad();
        foreach (var (tensor, before) in _buffers)
        {
            tensor.copy_(before);
            before.Dispose();
        }
        _draws.Step = _step;
    }
}
