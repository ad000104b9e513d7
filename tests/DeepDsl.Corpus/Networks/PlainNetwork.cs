using System.Text.Json;

namespace DeepDsl.Corpus.Networks;

/// <summary>A network as a plain graph, with what a reference predicts of it and what was measured.</summary>
public sealed record PlainNetwork(string Name, int Batch, double? Log10Ratio, double? MeasuredLog10Ratio, double? MeasuredStd, IReadOnlyList<PlainNode> Nodes)
{
    private const int UsualBatch = 32;

    public override string ToString() => Name;

    /// <summary>Reads a file of networks.</summary>
    /// <exception cref="JsonException">The file is no JSON.</exception>
    /// <exception cref="FormatException">It is no file of networks.</exception>
    public static IReadOnlyList<PlainNetwork> Read(Stream json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("networks", out var networks) && networks.ValueKind == JsonValueKind.Array
            ? [.. networks.EnumerateArray().Select(Read)]
            : throw new FormatException("there is no list 'networks'");
    }

    private static PlainNetwork Read(JsonElement network, int index)
    {
        if (network.ValueKind != JsonValueKind.Object || !network.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String || name.GetString() is not { } text)
            throw new FormatException($"network {index} has no name");
        if (!network.TryGetProperty("nodes", out var list) || list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(node => node.ValueKind != JsonValueKind.Object))
            throw new FormatException($"network '{text}' has no list of nodes");
        PlainNode[] nodes = [.. list.EnumerateArray().Select(node => new PlainNode(node.Clone()))];
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Id != i || nodes[i].Inputs.Any(input => input < 0 || input >= i) || (nodes[i].Op != "input" && nodes[i].Inputs.Count == 0))
                throw new FormatException($"the nodes of network '{text}' are not numbered from 0 on, each behind its inputs: see node {i}");
        }
        return new(text, (int)(Number(network, "batch") ?? UsualBatch), Number(network, "log10Ratio"), Number(network, "measuredLog10Ratio"), Number(network, "measuredStd"), nodes);
    }

    private static double? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
