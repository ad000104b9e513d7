using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Runtime.Tests.Api;

/// <summary>The benchmarks run, check their variants and write what they measured. What the figures are is no matter of tests.</summary>
public sealed class BenchmarkTests
{
    private static readonly string[] Fields = ["workload", "phase", "variant", "threads", "min_ms", "median_ms", "managed_bytes", "live_tensors", "peak_bytes"];

    [Fact]
    public async Task The_smallest_workload_is_measured_and_written()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.json");
        try
        {
            var (code, output) = await Run("--quick", "--rounds", "1", "--workload", "mlp-2-64-64-1-b32", "--json", file);
            Assert.True(code == 0, output);
            Assert.Contains("mlp-2-64-64-1-b32", output);

            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
            var lines = json.RootElement.EnumerateArray().ToArray();
            Assert.All(lines, line => Assert.Equal(Fields, line.EnumerateObject().Select(field => field.Name)));
            Assert.Equal(
                ["train deepdsl 1", "train torchsharp 1", "train limit 1", "inference deepdsl 1", "inference torchsharp 1", "inference limit 1", "inference onnxruntime 1"],
                lines.Select(line => $"{line.GetProperty("phase")} {line.GetProperty("variant")} {line.GetProperty("threads")}"));
            Assert.All(lines, line => Assert.InRange(line.GetProperty("min_ms").GetDouble(), double.Epsilon, line.GetProperty("median_ms").GetDouble()));
            Assert.Equal((0, 0), (lines[0].GetProperty("managed_bytes").GetInt64(), lines[0].GetProperty("live_tensors").GetInt64()));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("There is no workload 'resnet9'; there are mlp-2-64-64-1-b32, ", "--workload", "resnet9")]
    [InlineData("--phase takes train or inference, not 'test'.", "--phase", "test")]
    [InlineData("--threads takes whole numbers of at least 1, not '0'.", "--threads", "0")]
    public async Task A_mistake_is_a_sentence(string sentence, params string[] arguments)
    {
        var (code, output) = await Run(arguments);
        Assert.Equal(1, code);
        Assert.StartsWith(sentence, output);
    }

    // A process of its own, as the number of threads is one setting for all of a process.
    private static async Task<(int Code, string Output)> Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "DeepDsl.Benchmarks.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
