using System.Text.Json;

namespace Repository.Tests.Packaging;

/// <summary>What the compiler's <c>ErrorLog</c> says about DeepDsl's rules.</summary>
internal sealed record SarifLog(IReadOnlyList<SarifResult> Results, IReadOnlyDictionary<string, string> HelpLinks)
{
    /// <summary>What is reported and not suppressed, with its level.</summary>
    public IEnumerable<string> Reported => Results.Where(result => !result.IsSuppressed).Select(result => $"{result.Rule} {result.Level}").Order(StringComparer.Ordinal);

    public static SarifLog Parse(string json)
    {
        var run = JsonDocument.Parse(json).RootElement.GetProperty("runs")[0];
        return new(
            [.. run.GetProperty("results").EnumerateArray().Where(result => IsRule(result.GetProperty("ruleId").GetString()!)).Select(SarifResult.Read)],
            run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray()
                .Where(rule => IsRule(rule.GetProperty("id").GetString()!))
                .ToDictionary(rule => rule.GetProperty("id").GetString()!, rule => rule.GetProperty("helpUri").GetString()!));
    }

    private static bool IsRule(string id) => id.StartsWith("DD", StringComparison.Ordinal);
}

/// <summary>One result of a log.</summary>
internal sealed record SarifResult(string Rule, string Level, string Message, string File, (int Line, int Column) Start, (int Line, int Column) End, bool IsSuppressed)
{
    public static SarifResult Read(JsonElement result)
    {
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        var region = place.GetProperty("region");
        return new(
            result.GetProperty("ruleId").GetString()!,
            result.GetProperty("level").GetString()!,
            result.GetProperty("message").GetProperty("text").GetString()!,
            Path.GetFileName(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!),
            (region.GetProperty("startLine").GetInt32(), region.GetProperty("startColumn").GetInt32()),
            (region.GetProperty("endLine").GetInt32(), region.GetProperty("endColumn").GetInt32()),
            result.TryGetProperty("suppressions", out var suppressions) && suppressions.GetArrayLength() > 0);
    }
}
