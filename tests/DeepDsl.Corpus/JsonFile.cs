using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepDsl.Corpus;

/// <summary>The files that come in and go out.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>What a reader makes of a file.</summary>
    /// <exception cref="UserError">The file cannot be read, or is not what it should be.</exception>
    public static T Read<T>(string file, Func<Stream, T> reader)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return reader(stream);
        }
        catch (JsonException error)
        {
            throw new UserError($"{file} is no JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine}.");
        }
        catch (FormatException error)
        {
            throw new UserError($"{file} does not follow its schema: {error.Message}.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{file} cannot be read: {error.Message}");
        }
    }

    /// <summary>Writes a report beside its place, and moves it there.</summary>
    /// <exception cref="UserError">It cannot be written.</exception>
    public static void Write<T>(string file, T report)
    {
        var beside = $"{file}.{Guid.NewGuid():N}";
        try
        {
            File.WriteAllText(beside, JsonSerializer.Serialize(report, Options) + "\n");
            File.Move(beside, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(beside))
                File.Delete(beside);
            throw new UserError($"{file} cannot be written: {error.Message}");
        }
    }
}
