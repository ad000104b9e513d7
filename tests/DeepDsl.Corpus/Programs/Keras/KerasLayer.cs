using System.Text.Json;

namespace DeepDsl.Corpus.Programs.Keras;

/// <summary>A layer: its type, what it takes and makes, and its arguments.</summary>
internal sealed class KerasLayer
{
    public KerasLayer(JsonElement json)
    {
        Type = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("type", out var type) ? type.ToString() : throw new FormatException("a layer has no type");
        Facts = new(json, Type);
        Inputs = Facts["in"] is not { } inputs ? [] : inputs.ValueKind == JsonValueKind.Array ? [.. inputs.EnumerateArray().Select(name => name.ToString())] : [inputs.ToString()];
        Result = Facts["out"]?.ToString();
        Facts.Skip("type", "name", "trainable", "seed", "dtype", "input_shape", "batch_input_shape", "input_dtype", "sparse", "ragged");
        if (Type != "Embedding")
            Facts.Skip("input_dim", "input_length");
    }

    public string Type { get; }

    public Facts Facts { get; }

    /// <summary>The names of the values it takes; none in a sequence.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>The name of its result.</summary>
    public string? Result { get; }
}
