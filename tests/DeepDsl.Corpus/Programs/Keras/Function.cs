using System.Text.Json;

namespace DeepDsl.Corpus.Programs.Keras;

/// <summary>An initializer, regularizer, loss or optimizer: a name and arguments.</summary>
/// <param name="Name">Its name in lower case, without underscores.</param>
/// <param name="Facts">Its arguments by name.</param>
/// <param name="Arguments">Its arguments by position.</param>
internal sealed record Function(string Name, Facts Facts, double[] Arguments)
{
    private static readonly JsonElement None = JsonDocument.Parse("{}").RootElement;
    private static readonly string[] NameKeys = ["fn", "name", "class_name"];

    public static Function Of(JsonElement json, string subject)
    {
        if (json.ValueKind == JsonValueKind.String)
            return new(Plain(json.GetString()!), new(None, subject), []);
        if (json.ValueKind != JsonValueKind.Object || NameKeys.Select(key => json.TryGetProperty(key, out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null).FirstOrDefault(name => name is not null) is not { } text)
            throw new Inexpressible("a value of an unexpected kind", $"{subject} is {json.GetRawText()}, which names no function.");
        var facts = new Facts(json.TryGetProperty("config", out var config) && config.ValueKind == JsonValueKind.Object ? config : json, $"{text}, {subject},");
        facts.Skip([.. NameKeys, "args"]);
        double[] arguments = json.TryGetProperty("args", out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.Number).Select(value => value.GetDouble())] : [];
        return new(Plain(text), facts, arguments);
    }

    /// <summary>An argument by name or position.</summary>
    public double? Argument(string name, int position) => Facts.Real(name) ?? (position < Arguments.Length ? Arguments[position] : null);

    private static string Plain(string name) => name.Replace("_", "").ToLowerInvariant();
}
