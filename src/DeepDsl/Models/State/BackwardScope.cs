namespace DeepDsl.Models;

/// <summary>A backward pass of the kernels; where it shall add to the gradients that are there, that is done on disposal.</summary>
public readonly ref struct BackwardScope
{
    private readonly FlatGradients? _sum;

    internal BackwardScope(FlatGradients? sum) => _sum = sum;

    /// <summary>Ends the pass.</summary>
    public void Dispose() => _sum?.AddAside();
}
