namespace DeepDsl.Corpus.Programs.Keras;

/// <summary>What rules without any theory look at.</summary>
/// <param name="Depth">The number of layers with weights.</param>
/// <param name="HasOtherThanTanh">Whether some activation before the last layer is not tanh.</param>
internal sealed record Looks(int Depth, bool HasOtherThanTanh)
{
    private const int Deep = 12;

    /// <summary>Whether a network counts as deep.</summary>
    public bool IsDeep => Depth >= Deep;

    public static Looks Of(KerasModel model)
    {
        var last = model.Layers.Select((layer, index) => (layer, index)).LastOrDefault(place => IsWeighted(place.layer)).index;
        return new(model.Layers.Count(IsWeighted), model.Layers.Take(last).Any(layer => ActivationOf(layer) is not (null or "linear" or "tanh")));
    }

    private static bool IsWeighted(KerasLayer layer) => layer.Type is "Dense" or "Conv1D" or "Conv2D";

    private static string? ActivationOf(KerasLayer layer) => layer.Type is "ReLU" or "LeakyReLU" or "ELU" or "Softmax" ? layer.Type : layer.Facts.Function("activation")?.Name;
}
