using DeepDsl.Compiler.Signal;
using DeepDsl.Corpus.Networks;

namespace DeepDsl.Corpus.Signal;

/// <summary>A network's prediction beside what its file says.</summary>
internal sealed record NetworkComparison(PlainNetwork Network, NetworkSignal Predicted, bool IsSure)
{
    /// <summary>Predicts for a network.</summary>
    /// <exception cref="FormatException">The network is not what it should be.</exception>
    public static NetworkComparison Of(PlainNetwork network)
    {
        try
        {
            var profile = SignalPropagation.Predict(PlainGraph.Of(network), network.Batch);
            // Attention has two weights, of which the file has the first.
            var layers = profile.Layers.DistinctBy(layer => layer.Node.Index).Select(layer => new WeightSignal(layer.Node.Index, layer.Log10Gradient));
            return new(network, new(network.Name, profile.Log10Ratio, [.. layers]), profile.IsSure);
        }
        catch (Exception error) when (error is FormatException or NotSupportedException)
        {
            throw new FormatException($"network '{network.Name}': {error.Message.TrimEnd('.')}", error);
        }
        // The sizes are the file's own, which nobody has checked against each other.
        catch (Exception error) when (error is IndexOutOfRangeException or ArgumentException or InvalidOperationException or ArithmeticException)
        {
            throw new FormatException($"the sizes of network '{network.Name}' do not fit together", error);
        }
    }

    /// <summary>How far the predicted ratio is from the reference's, in decades; null where there is none.</summary>
    public double? RatioAgainstReference => Predicted.Log10Ratio - Network.Log10Ratio;

    /// <summary>How far the predicted ratio is from the measured one, in decades; null where there is none.</summary>
    public double? RatioAgainstMeasurement => Predicted.Log10Ratio - Network.MeasuredLog10Ratio;

    /// <summary>How far the predicted gradients are from the reference's, in decades, for the layers that have one.</summary>
    public IReadOnlyList<(int Id, double Decades)> LayersAgainstReference =>
    [
        .. from layer in Predicted.Layers
           let reference = Network.Nodes[layer.Id].Log10GradW
           where reference is not null
           select (layer.Id, layer.Log10GradW - reference.Value),
    ];
}
