namespace DeepDsl.Corpus.Signal;

/// <summary>What is predicted of the networks of a file.</summary>
internal sealed record SignalReport(IReadOnlyList<NetworkSignal> Networks);

/// <summary>What is predicted of a network.</summary>
/// <param name="Name">The network's name.</param>
/// <param name="Log10Ratio">log10 of the first weight's gradient over the last one's.</param>
/// <param name="Layers">The weights.</param>
internal sealed record NetworkSignal(string Name, double Log10Ratio, IReadOnlyList<WeightSignal> Layers);

/// <summary>What is predicted of a node's first weight.</summary>
/// <param name="Id">The node.</param>
/// <param name="Log10GradW">log10 of the Frobenius norm of the gradient.</param>
internal sealed record WeightSignal(int Id, double Log10GradW);
