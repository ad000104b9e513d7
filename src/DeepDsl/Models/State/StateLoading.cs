using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>Takes parameters and buffers from state dictionaries and files. A tied weight may come under any of its names.</summary>
internal static class StateLoading
{
    /// <summary>Copies values by their names, into the model's type and onto its device.</summary>
    /// <param name="state">The model.</param>
    /// <param name="source">The values.</param>
    /// <param name="strict">Whether every parameter and buffer must be there, and nothing else.</param>
    /// <param name="skip">Names that are neither read nor written.</param>
    /// <returns>The names that were missing in the source, and those of it that mean nothing here.</returns>
    /// <exception cref="InvalidOperationException">Names or shapes do not agree, or a tied weight comes with two values; nothing was copied.</exception>
    public static (IList<string> Missing, IList<string> Unexpected) Load(ModelState state, Dictionary<string, Tensor> source, bool strict, IList<string>? skip)
    {
        ArgumentNullException.ThrowIfNull(source);
        state.ThrowIfDisposed();
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var (copies, missing, faults) = (new List<(Tensor Mine, Tensor Theirs)>(), new List<string>(), new List<string>());
        foreach (var (names, mine) in Named(state).Where(entry => skip?.Contains(entry.Names[0]) != true))
        {
            string[] found = [.. names.Where(name => source.ContainsKey(name) && skip?.Contains(name) != true)];
            if (found.Length == 0)
                missing.Add(names[0]);
            else if (found.FirstOrDefault(name => source[name].IsInvalid) is { } disposed)
                faults.Add($"'{disposed}' was disposed before the call");
            else if (found.FirstOrDefault(name => !source[name].shape.SequenceEqual(mine.shape)) is { } misshaped)
                faults.Add($"'{misshaped}' is {Shape(source[misshaped])}, but {Shape(mine)} here");
            else if (found.FirstOrDefault(name => !Same(source[found[0]], source[name])) is { } other)
                faults.Add($"'{found[0]}' and '{other}' are one tied weight here, but have different values; skip '{other}' to leave it out");
            else
                copies.Add((mine, source[found[0]]));
        }
        var known = Named(state).SelectMany(entry => entry.Names).ToHashSet();
        List<string> unexpected = [.. source.Keys.Where(name => !known.Contains(name) && skip?.Contains(name) != true)];
        if (strict)
            faults.AddRange([.. missing.Select(name => $"'{name}' is missing"), .. unexpected.Select(name => $"'{name}' is not known here")]);
        if (faults.Count > 0)
            throw new InvalidOperationException($"The values do not fit into '{state.Name}': {string.Join("; ", faults.Take(5))}{(faults.Count > 5 ? $"; and {faults.Count - 5} more" : "")}.");
        foreach (var (mine, theirs) in copies)
            mine.copy_(theirs);
        return (missing, unexpected);
    }

    /// <summary>The same from what TorchSharp's <c>save</c> has written.</summary>
    /// <param name="state">The model.</param>
    /// <param name="reader">The file.</param>
    /// <param name="strict">Whether every parameter and buffer must be there, and nothing else.</param>
    /// <param name="skip">Names that are neither read nor written.</param>
    /// <param name="loaded">Where it is noted, for every name in the file, whether it was taken.</param>
    /// <exception cref="InvalidOperationException">Names or shapes do not agree, or a tied weight comes with two values; nothing was copied.</exception>
    /// <exception cref="InvalidDataException">This is no such file, or only the beginning of one; nothing was copied.</exception>
    public static void Load(ModelState state, BinaryReader reader, bool strict, IList<string>? skip, Dictionary<string, bool>? loaded)
    {
        ArgumentNullException.ThrowIfNull(reader);
        state.ThrowIfDisposed();
        using var scope = NewDisposeScope();
        var source = Read(reader);
        var (_, unexpected) = Load(state, source, strict, skip);
        if (loaded is null)
            return;
        foreach (var name in source.Keys)
            loaded[name] = skip?.Contains(name) != true && !unexpected.Contains(name);
    }

    private static Dictionary<string, Tensor> Read(BinaryReader reader)
    {
        var source = new Dictionary<string, Tensor>();
        try
        {
            for (var left = reader.Read7BitEncodedInt64(); left > 0; left--)
                source[reader.ReadString()] = Tensor.Load(reader);
        }
        catch (Exception fault) when (fault is EndOfStreamException or FormatException or ArgumentException or OverflowException or ExternalException)
        {
            throw new InvalidDataException($"The file is not what 'save' writes, or is cut off: {(source.Count == 0 ? "it has no value that can be read" : $"it cannot be read behind '{source.Keys.Last()}'")}.", fault);
        }
        return source;
    }

    private static IEnumerable<(string[] Names, Tensor Tensor)> Named(ModelState state) =>
        [.. state.Parameters.Select(slot => ((string[])[slot.Name, .. slot.AlsoCalled], (Tensor)slot.Tensor)), .. state.Buffers.Select(buffer => ((string[])[buffer.Name], buffer.Tensor))];

    private static bool Same(Tensor first, Tensor second) => ReferenceEquals(first, second) || first.equal(second.to(first.dtype, first.device)).all().item<bool>();

    private static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
