using System.Globalization;
using System.Numerics;
using System.Text;
using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>Takes entries of a checkpoint, and notes what is wrong with them.</summary>
/// <param name="entries">The entries.</param>
/// <param name="match">Where values and faults are noted.</param>
internal sealed class CheckpointReader(Dictionary<string, Tensor> entries, StateMatch match)
{
    private readonly HashSet<string> _read = [];

    /// <summary>What is wrong.</summary>
    public List<string> Faults => match.Faults;

    /// <summary>Whether a tensor is a single number.</summary>
    public static bool IsNumber(Tensor tensor, ScalarType type) => tensor.dtype == type && tensor.numel() == 1;

    /// <summary>Whether there is such an entry.</summary>
    public bool Has(string name) => entries.ContainsKey(name);

    /// <summary>A whole number.</summary>
    public long Integer(string name, long least = long.MinValue) => AtLeast(name, least, Number(name, ScalarType.Int64)?.item<long>() ?? least);

    /// <summary>A real number.</summary>
    public double Real(string name, double least = double.MinValue) => AtLeast(name, least, Number(name, ScalarType.Float64)?.item<double>() ?? least);

    /// <summary>A text; null where there is no such entry.</summary>
    public string? Text(string name)
    {
        _read.Add(name);
        return entries.TryGetValue(name, out var text) ? Encoding.UTF8.GetString(text.bytes) : null;
    }

    /// <summary>Finds the values for a tensor, under any of its names.</summary>
    public void Take(Tensor mine, string[] names)
    {
        _read.UnionWith(names);
        if (names.FirstOrDefault(entries.ContainsKey) is not { } name)
            Faults.Add($"'{names[0]}' is missing");
        else
            match.Add(mine, name, entries[name]);
    }

    /// <summary>Notes what nobody has asked for.</summary>
    public void RequireAllRead(string prefix, string except) => Faults.AddRange(
        entries.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name != except && !_read.Contains(name)).Select(name => $"'{name}' is not known here"));

    private T AtLeast<T>(string name, T least, T number)
        where T : INumber<T>
    {
        if (!T.IsFinite(number) || number < least)
            Faults.Add(string.Create(CultureInfo.InvariantCulture, $"'{name}' is {number}, expected a number of at least {least}"));
        return number;
    }

    private Tensor? Number(string name, ScalarType type)
    {
        _read.Add(name);
        if (!entries.TryGetValue(name, out var number))
            Faults.Add($"'{name}' is missing");
        else if (!IsNumber(number, type))
            Faults.Add($"'{name}' is no number of type {type}");
        else
            return number;
        return null;
    }
}
