using DeepDsl.Corpus.Networks;

namespace Compiler.Tests.Signal.Corpus;

/// <summary>The networks that the predictor is held against.</summary>
internal static class ReferenceNetworks
{
    public static IReadOnlyList<PlainNetwork> All { get; } = Read();

    public static PlainNetwork Named(string name) => All.Single(network => network.Name == name);

    private static IReadOnlyList<PlainNetwork> Read()
    {
        using var json = typeof(ReferenceNetworks).Assembly.GetManifestResourceStream("networks.json")!;
        return PlainNetwork.Read(json);
    }
}
