using System.Text.Json;

namespace Compiler.Tests.Signal.Corpus;

/// <summary>A network as a plain graph, with what a reference predicts of it and what was measured.</summary>
public sealed record PlainNetwork(string Name, int Batch, double? Log10Ratio, double? MeasuredLog10Ratio, double? MeasuredStd, IReadOnlyList<PlainNode> Nodes)
{
    public override string ToString() => Name;

    /// <summary>Reads a file of networks.</summary>
    public static IReadOnlyList<PlainNetwork> Read(Stream json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("networks").EnumerateArray().Select(network => new PlainNetwork(
            network.GetProperty("name").GetString()!,
            network.TryGetProperty("batch", out var batch) ? batch.GetInt32() : 32,
            Number(network, "log10Ratio"),
            Number(network, "measuredLog10Ratio"),
            Number(network, "measuredStd"),
            [.. network.GetProperty("nodes").EnumerateArray().Select(node => new PlainNode(node.Clone()))]))];
    }

    private static double? Number(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetDouble() : null;
}
