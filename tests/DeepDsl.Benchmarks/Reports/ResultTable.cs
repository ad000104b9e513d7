using System.Globalization;
using DeepDsl.Benchmarks.Measuring;
using DeepDsl.Benchmarks.Variants;
using Spectre.Console;

namespace DeepDsl.Benchmarks.Reports;

/// <summary>The figures side by side, one line for a workload.</summary>
internal static class ResultTable
{
    public static void Print(IReadOnlyList<Measurement> measurements)
    {
        foreach (var group in measurements.GroupBy(measurement => (measurement.Phase, measurement.Threads)))
            AnsiConsole.Write(Table(group.Key.Phase, group.Key.Threads, [.. group.GroupBy(measurement => measurement.Workload).Select(lines => new Comparison([.. lines]))]));
    }

    private static Table Table(Phase phase, int threads, IReadOnlyList<Comparison> lines)
    {
        var time = threads == 1 && ThreadClock.HasCpuTime ? "processor time of the thread" : "time on the wall";
        var table = new Table { Title = new($"{(phase == Phase.Train ? "Training step" : "Inference")}, {BenchmarkCommand.Describe(threads)}: ms min / median, {time}"), Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("workload").NoWrap());
        var headings = new List<string> { "DeepDsl", "TorchSharp", "channels last", "limit" };
        if (phase == Phase.Inference)
            headings.Add("ONNX Runtime");
        headings.AddRange(["TorchSharp / ours", "limit / ours"]);
        if (phase == Phase.Inference)
            headings.Add("ONNX / ours");
        headings.AddRange(["bytes managed", "tensors", "peak MB"]);
        foreach (var heading in headings)
            table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (var line in lines)
            table.AddRow([line.Workload, .. Cells(line, phase)]);
        table.Caption = new("TorchSharp's faster one counts. Bytes, tensors and peak: DeepDsl / TorchSharp. Compare within one run only.");
        return table;
    }

    private static IEnumerable<string> Cells(Comparison line, Phase phase)
    {
        var (ours, theirs) = (line["deepdsl"]!, line["torchsharp"]!);
        yield return Times(ours);
        yield return Times(theirs);
        yield return Times(line["torchsharp-channels-last"]);
        yield return Times(line["limit"]);
        if (phase == Phase.Inference)
            yield return Times(line["onnxruntime"]);
        yield return Number(line.Baseline.MinMs / ours.MinMs, 2);
        yield return Number(line["limit"]?.MinMs / ours.MinMs, 2);
        if (phase == Phase.Inference)
            yield return Number(line["onnxruntime"]?.MinMs / ours.MinMs, 2);
        yield return $"{ours.ManagedBytes} / {line.Baseline.ManagedBytes}";
        yield return $"{ours.LiveTensors} / {line.Baseline.LiveTensors}";
        yield return ours.PeakBytes is null ? "" : $"{Number(ours.PeakBytes / 1e6, 1)} / {Number(line.Baseline.PeakBytes / 1e6, 1)}";
    }

    private static string Times(Measurement? measurement) => measurement is null ? "" : $"{Short(measurement.MinMs)} / {Short(measurement.MedianMs)}";

    private static string Short(double milliseconds) => Number(milliseconds, milliseconds < 1 ? 4 : milliseconds < 100 ? 2 : 0);

    private static string Number(double? value, int digits) => value?.ToString($"f{digits}", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The variants of one workload.</summary>
    private sealed class Comparison(IReadOnlyList<Measurement> variants)
    {
        public string Workload => variants[0].Workload;

        public Measurement? this[string variant] => variants.FirstOrDefault(measurement => measurement.Variant == variant);

        /// <summary>The faster one of TorchSharp's layouts.</summary>
        public Measurement Baseline => variants.Where(measurement => measurement.Variant.StartsWith("torchsharp", StringComparison.Ordinal)).MinBy(measurement => measurement.MinMs)!;
    }
}
