using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>A backward pass; on disposal the gradients of parameters are added to, or put back to, what they were.</summary>
public readonly ref struct BackwardScope
{
    private readonly Tensor _gradients;
    private readonly Tensor? _before;
    private readonly bool _adds;

    internal BackwardScope(Tensor gradients, bool accumulate, bool parameters)
    {
        _gradients = gradients;
        _adds = accumulate && parameters;
        if (!accumulate && parameters)
            return;
        using var quiet = no_grad();
        _before = gradients.clone().DetachFromDisposeScope();
        // A pass that fails before it writes must add nothing.
        if (_adds)
            gradients.fill_(0);
    }

    /// <summary>Ends the pass.</summary>
    public void Dispose()
    {
        if (_before is null)
            return;
        using var quiet = no_grad();
        if (_adds)
            _gradients.add_(_before);
        else
            _gradients.copy_(_before);
        _before.Dispose();
    }
}
