using System.CommandLine;
using System.Diagnostics;
using DeepDsl.Corpus.Networks;
using Spectre.Console;

namespace DeepDsl.Corpus.Signal;

/// <summary>Predicts the signals of a file of networks, and holds them against what the file knows.</summary>
internal static class SignalCommand
{
    private static readonly Argument<FileInfo> File = new("FILE") { Description = "Networks as plain graphs, with reference and measurement where there are any." };
    private static readonly Option<FileInfo?> Json = new("--json") { Description = "Where to write the predictions." };

    public static Command Create()
    {
        var command = new Command("signal", "Predicts the gradients of networks and compares them with reference and measurement.") { File, Json };
        command.SetAction(arguments => Run(arguments.GetRequiredValue(File).FullName, arguments.GetValue(Json)?.FullName));
        return command;
    }

    private static void Run(string file, string? json)
    {
        var clock = Stopwatch.StartNew();
        var networks = Compare(file);
        Print(networks);
        AnsiConsole.WriteLine($"{networks.Count} networks in {clock.Elapsed.TotalSeconds:f1} s");
        if (json is not null)
            JsonFile.Write(json, new SignalReport([.. networks.Select(network => network.Predicted)]));
    }

    /// <summary>All networks of a file with their predictions.</summary>
    /// <exception cref="UserError">The file cannot be read.</exception>
    internal static IReadOnlyList<NetworkComparison> Compare(string file) =>
        JsonFile.Read<IReadOnlyList<NetworkComparison>>(file, stream => [.. PlainNetwork.Read(stream).Select(NetworkComparison.Of)]);

    private static void Print(IReadOnlyList<NetworkComparison> networks)
    {
        var table = new Table().AddColumns("network", "sure");
        foreach (var heading in (string[])["log10 ratio", "reference", "apart", "measured", "apart", "layers", "worst layer"])
            table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (var network in networks)
        {
            var layers = network.LayersAgainstReference;
            var worst = layers.Count == 0 ? "" : layers.MaxBy(layer => Math.Abs(layer.Decades)) is var layer ? $"{Signed(layer.Decades)} at {layer.Id}" : "";
            table.AddRow(new Text(network.Network.Name), new Text(network.IsSure ? "yes" : "no"), Number(network.Predicted.Log10Ratio), Number(network.Network.Log10Ratio), Number(network.RatioAgainstReference),
                Number(network.Network.MeasuredLog10Ratio), Number(network.RatioAgainstMeasurement), new Text($"{network.Predicted.Layers.Count}"), new Text(worst));
        }
        AnsiConsole.Write(table);

        var summary = new Table().Title("decades apart").AddColumns("", "number", "median", "90th percentile", "worst");
        foreach (var (name, spread) in Summary(networks))
            summary.AddRow(name, $"{spread.Count}", $"{spread.Median:f4}", $"{spread.Percentile90:f4}", $"{spread.Worst:f4}");
        AnsiConsole.Write(summary);
    }

    /// <summary>The errors over all networks, of what the file has.</summary>
    internal static IEnumerable<(string Name, Spread Spread)> Summary(IReadOnlyList<NetworkComparison> networks) =>
        from line in ((string Name, Spread? Spread)[])
        [
            ("ratio, reference", Spread.Of(networks.Select(network => network.RatioAgainstReference).OfType<double>())),
            ("ratio, measurement", Spread.Of(networks.Select(network => network.RatioAgainstMeasurement).OfType<double>())),
            ("layers, reference", Spread.Of(networks.SelectMany(network => network.LayersAgainstReference).Select(layer => layer.Decades))),
        ]
        where line.Spread is not null
        select (line.Name, line.Spread);

    private static Text Number(double? value) => new(value is null ? "" : Signed(value.Value));

    private static string Signed(double value) => value.ToString("+0.0000;-0.0000;0.0000");
}
