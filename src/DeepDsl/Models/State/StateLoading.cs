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
        var match = StateMatch.Of(state, source, strict, skip);
        if (match.Faults.Count > 0)
            throw new InvalidOperationException($"The values do not fit into '{state.Name}': {StateMatch.Listed(match.Faults)}.");
        match.Copy();
        return (match.Missing, match.Unexpected);
    }

    /// <summary>The same from what TorchSharp's <c>save</c> has written, or from a checkpoint.</summary>
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
        var source = Checkpoint.WithoutTraining(Read(reader, "save"));
        var (_, unexpected) = Load(state, source, strict, skip);
        if (loaded is null)
            return;
        foreach (var name in source.Keys)
            loaded[name] = skip?.Contains(name) != true && !unexpected.Contains(name);
    }

    /// <summary>The values of a file by their names.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="writer">The method that writes such files, for messages.</param>
    /// <exception cref="InvalidDataException">This is no such file, or only the beginning of one.</exception>
    public static Dictionary<string, Tensor> Read(BinaryReader reader, string writer)
    {
        var source = new Dictionary<string, Tensor>();
        try
        {
            for (var left = reader.Read7BitEncodedInt64(); left > 0; left--)
                source[reader.ReadString()] = Tensor.Load(reader);
        }
        catch (Exception fault) when (fault is EndOfStreamException or FormatException or ArgumentException or OverflowException or ExternalException)
        {
            throw new InvalidDataException($"The file is not what '{writer}' writes, or is cut off: {(source.Count == 0 ? "it has no value that can be read" : $"it cannot be read behind '{source.Keys.Last()}'")}.", fault);
        }
        return source;
    }
}
