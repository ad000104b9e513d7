using System.Text.Json;
using System.Text.RegularExpressions;

namespace DeepDsl.Corpus.Programs.Keras;

/// <summary>The groups of faults that a file's labels put a program in, in the labels' own words behind their source.</summary>
internal static partial class Labels
{
    public static IReadOnlyList<string> Of(JsonElement program) =>
        program.TryGetProperty("labels", out var labels) && labels.ValueKind == JsonValueKind.Object ? [.. labels.EnumerateObject().SelectMany(Of).Distinct()] : [];

    private static IEnumerable<string> Of(JsonProperty label) => label.Name switch
    {
        "deepfd_ground_truth" => Texts(label.Value).Select(text => $"DeepFD: {Plain(text)}"),
        "folder_fault" => Texts(label.Value).Select(text => $"TheDeepChecker: {Plain(text)}"),
        "neuralint_file_name_fault" => Texts(label.Value).Select(text => $"NeuraLint: {Plain(text)}"),
        "neuralint_author_comment" => ["NeuraLint: real programs"],
        "autotrainer_folder_fault" => Texts(label.Value).Select(text => $"AutoTrainer: {Plain(text.Split(" (")[0])}"),
        // "Batch 0 layer 4: the symptom, terminating training ..."
        "deepdiagnosis_symptom_fix" => Texts(label.Value).Select(text => $"DeepDiagnosis: {(Symptom().Match(text) is { Success: true } match ? match.Groups[1].Value : text)}"),
        _ => [],
    };

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().Where(text => text.ValueKind == JsonValueKind.String).Select(text => text.GetString()!),
        _ => [],
    };

    private static string Plain(string text) => text.Split(" (")[0].Replace('_', ' ').Replace("  ", " ").Trim();

    [GeneratedRegex("layer [0-9]+: ([^,]+),")]
    private static partial Regex Symptom();
}
