using System.Text.Json;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Corpus.Networks;

/// <summary>One node of a plain graph, with typed access to what its kind of node has.</summary>
public sealed class PlainNode(JsonElement json)
{
    public int Id => Whole("id");

    public string Op => Text("op") ?? throw Lacks("op", "the name of an operator");

    public IReadOnlyList<int> Inputs => json.TryGetProperty("in", out var inputs) && inputs.ValueKind == JsonValueKind.Array
        ? [.. inputs.EnumerateArray().Select(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var input) ? input : throw Lacks("in", "a list of nodes"))]
        : throw Lacks("in", "a list of nodes");

    public Field Field => new(Size("C"), Size("H"), Size("W"));

    public double? Log10GradW => Real("log10GradW") is var value && double.IsNaN(value) ? null : value;

    /// <exception cref="FormatException">There is none.</exception>
    public int Whole(string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Lacks(name, "a whole number");

    /// <summary>A whole number of at least 1.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public int Size(string name) => Whole(name) is var size and > 0 ? size : throw Lacks(name, "at least 1");

    public double Real(string name, double otherwise = double.NaN) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : otherwise;

    /// <summary>A string; null where there is none or it is no string.</summary>
    public string? Text(string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>An initializer, as its kind and arguments; null where there is none.</summary>
    public (string Kind, JsonElement[] Arguments)? Init(string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
        ? (value[0].ToString(), [.. value.EnumerateArray().Skip(1)])
        : null;

    /// <summary>What to say of a member that is missing or of another kind.</summary>
    internal FormatException Lacks(string name, string expected) =>
        new($"'{name}' of a node should be {expected}, and it is {(json.TryGetProperty(name, out var value) ? value.GetRawText() : "missing")}");
}
