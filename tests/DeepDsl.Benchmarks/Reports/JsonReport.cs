using System.Text.Json;
using System.Text.Json.Serialization;
using DeepDsl.Benchmarks.Measuring;

namespace DeepDsl.Benchmarks.Reports;

/// <summary>The figures as a JSON array.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static void Write(string path, IReadOnlyList<Measurement> measurements)
    {
        var beside = path + ".new";
        File.WriteAllText(beside, JsonSerializer.Serialize(measurements, Options));
        File.Move(beside, path, overwrite: true);
    }
}
