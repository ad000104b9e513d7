using System.Text.Json;

namespace DeepDsl.Corpus.Programs.Keras;

/// <summary>A program of a corpus.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Kind">"faulty" or "normal".</param>
/// <param name="Model">The program.</param>
/// <param name="Fixed">What its authors made of it; null where that is not known.</param>
/// <param name="Dataset">The data it is trained on, where the file says.</param>
/// <param name="Portable">How much of the program the file has; "full" where all.</param>
internal sealed record KerasProgram(string Id, string Kind, KerasModel Model, KerasModel? Fixed, string? Dataset, string? Portable)
{
    /// <summary>The groups of faults that the file's labels put it in.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    public static IReadOnlyList<string> Kinds { get; } = ["faulty", "normal"];

    /// <summary>Reads a file of programs.</summary>
    /// <exception cref="JsonException">The file is no JSON.</exception>
    /// <exception cref="FormatException">It is no file of programs.</exception>
    public static IReadOnlyList<KerasProgram> Read(Stream json)
    {
        var root = JsonDocument.Parse(json).RootElement;
        var lists = root.ValueKind != JsonValueKind.Object ? [] : Kinds.Where(kind => root.TryGetProperty(kind, out var list) && list.ValueKind == JsonValueKind.Array).ToArray();
        if (lists.Length == 0)
            throw new FormatException("there is neither a list 'faulty' nor a list 'normal' of programs");
        return [.. lists.SelectMany(kind => root.GetProperty(kind).EnumerateArray().Select((program, index) => Read(program, kind, index)))];
    }

    private static KerasProgram Read(JsonElement program, string kind, int index)
    {
        if (Text(program, "id") is not { Length: > 0 } id)
            throw new FormatException($"program {index} of '{kind}' has no id");
        try
        {
            return new(id, kind,
                program.TryGetProperty("model", out var model) ? new(model) : throw new FormatException("there is no model"),
                program.TryGetProperty("fixed", out var repair) && repair.ValueKind == JsonValueKind.Object && repair.TryGetProperty("model", out var twin) && twin.ValueKind == JsonValueKind.Object ? new(twin) : null,
                Text(program, "dataset"),
                Text(program, "portable")) { Labels = Keras.Labels.Of(program) };
        }
        catch (FormatException error)
        {
            throw new FormatException($"program '{id}': {error.Message}", error);
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
