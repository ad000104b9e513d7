using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Signal;

/// <summary>How signals and gradients fare in a network at the start of training, as means over initializations.</summary>
/// <param name="Layers">The weights, from the input on.</param>
/// <param name="Nodes">The values.</param>
/// <param name="Doubts">Why the prediction is unsure; empty where a factor of two is to be expected.</param>
public sealed record SignalProfile(IReadOnlyList<LayerSignal> Layers, IReadOnlyList<NodeSignal> Nodes, IReadOnlyList<Doubt> Doubts)
{
    // What a zero weight hides on purpose, and what is looked up, says nothing about depth.
    private IEnumerable<LayerSignal> Counted => Layers.Where(layer => layer is { IsZero: false, IsTable: false });

    /// <summary>log10 of the first weight's gradient over the last one's.</summary>
    public double Log10Ratio => Counted.Any() ? Counted.First().Log10Gradient - Counted.Last().Log10Gradient : 0;

    /// <summary>log10 of the smallest gradient of a weight.</summary>
    public double Log10Min => Counted.Any() ? Counted.Min(layer => layer.Log10Gradient) : 0;

    /// <summary>log10 of the largest gradient of a weight.</summary>
    public double Log10Max => Counted.Any() ? Counted.Max(layer => layer.Log10Gradient) : 0;

    /// <summary>How alike two inputs become: the largest correlation over all activations.</summary>
    public double MaxCorrelation => Nodes.Where(node => node.Activation is not null).Select(node => node.Correlation).DefaultIfEmpty(0).Max();

    /// <summary>Whether the prediction can be relied on.</summary>
    public bool IsSure => Doubts.Count == 0;

    /// <summary>The norm of the gradient of an operator's first weight; null where it has none, or nothing depends on it.</summary>
    public double? GradientOf(GraphNode node) => Layers.FirstOrDefault(layer => layer.Node.Node == node) is { } layer ? Math.Pow(10, layer.Log10Gradient) : null;

    /// <summary>What is predicted of an operator's result; null where nothing depends on it.</summary>
    public NodeSignal? Of(GraphNode node) => Nodes.LastOrDefault(signal => signal.Node.Node == node);
}
