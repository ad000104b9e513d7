namespace DeepDsl.Compiler.Signal;

/// <summary>What is predicted of one weight at the start of training.</summary>
/// <param name="Node">The layer.</param>
/// <param name="Parameter">The weight's name, such as <c>weight</c>.</param>
/// <param name="Log10Gradient">log10 of the Frobenius norm of its gradient, of a loss averaged over the batch; −150 for zero.</param>
/// <param name="Log10Rms">log10 of the root mean square of the gradient's elements.</param>
/// <param name="Before">The second moment of what the layer is applied to.</param>
/// <param name="After">The second moment of its result.</param>
/// <param name="Correlation">How alike the results of two samples are, from −1 to 1.</param>
/// <param name="IsZero">Whether the gradient is zero exactly, as behind weights that start at zero.</param>
/// <param name="IsTable">Whether the weight is a table that is looked up, whose gradient says nothing about depth.</param>
public sealed record LayerSignal(
    SignalNode Node,
    string Parameter,
    double Log10Gradient,
    double Log10Rms,
    double Before,
    double After,
    double Correlation,
    bool IsZero,
    bool IsTable);
