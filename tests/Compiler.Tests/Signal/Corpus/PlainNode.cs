using System.Text.Json;
using DeepDsl.Compiler.Signal.States;

namespace Compiler.Tests.Signal.Corpus;

/// <summary>One node of a plain graph, with typed access to what its kind of node has.</summary>
public sealed class PlainNode(JsonElement json)
{
    public int Id => Whole("id");

    public string Op => Text("op")!;

    public IEnumerable<int> Inputs => json.GetProperty("in").EnumerateArray().Select(id => id.GetInt32());

    public Field Field => new(Whole("C"), Whole("H"), Whole("W"));

    public double? Log10GradW => json.TryGetProperty("log10GradW", out var value) ? value.GetDouble() : null;

    public int Whole(string name) => json.GetProperty(name).GetInt32();

    public double Real(string name, double otherwise = double.NaN) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : otherwise;

    /// <summary>A string; null where there is none or it is no string.</summary>
    public string? Text(string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>An initializer, as its kind and arguments; null where there is none.</summary>
    public (string Kind, JsonElement[] Arguments)? Init(string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
        ? (value[0].GetString()!, [.. value.EnumerateArray().Skip(1)])
        : null;
}
