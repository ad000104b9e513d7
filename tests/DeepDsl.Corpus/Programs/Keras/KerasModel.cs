using System.Text.Json;

namespace DeepDsl.Corpus.Programs.Keras;

/// <summary>A network and how it is trained, as facts in Keras's names.</summary>
internal sealed class KerasModel
{
    private readonly Facts _facts;
    private readonly JsonElement _json;

    public KerasModel(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new FormatException("a model is no object");
        _json = json;
        _facts = new(json, "the model");
        Layers = Read("layers");
        Afterwards = Read("post_ops");
    }

    public IReadOnlyList<KerasLayer> Layers { get; }

    /// <summary>Operations on what the layers make, of which some are judged and others only asked for.</summary>
    public IReadOnlyList<KerasLayer> Afterwards { get; }

    /// <summary>The loss; null where the file has none.</summary>
    /// <exception cref="Inexpressible">It is an expression.</exception>
    public Function? Loss => _facts.Function("loss");

    /// <summary>The name of the value that the loss judges; null where the file does not say.</summary>
    public string? Judged => _facts["loss_inputs"] is { ValueKind: JsonValueKind.Array } inputs && inputs.GetArrayLength() > 0 ? inputs.EnumerateArray().Last().ToString() : null;

    public Function? Optimizer => _facts.Function("optimizer");

    /// <summary>Why the layers are not all there.</summary>
    public string? Gap => _facts["extract_notes"] is { ValueKind: JsonValueKind.Array } notes ? string.Join("; ", notes.EnumerateArray()) : null;

    /// <summary>Whether there are expressions anywhere.</summary>
    public bool HasExpressions => _json.GetRawText().Contains("\"expr:", StringComparison.Ordinal);

    private IReadOnlyList<KerasLayer> Read(string name) => _facts[name] is { ValueKind: JsonValueKind.Array } layers ? [.. layers.EnumerateArray().Select(layer => new KerasLayer(layer))] : [];
}
