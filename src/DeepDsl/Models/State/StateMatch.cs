using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>Which values of a source go to which of a model's parameters and buffers, and what speaks against it.</summary>
internal sealed class StateMatch
{
    private StateMatch()
    {
    }

    /// <summary>The names of the model that the source lacks.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>The names of the source that mean nothing to the model.</summary>
    public List<string> Unexpected { get; private set; } = [];

    /// <summary>Why nothing may be copied.</summary>
    public List<string> Faults { get; } = [];

    private List<(Tensor Mine, Tensor Theirs)> Copies { get; } = [];

    /// <summary>Finds for every parameter and buffer its value.</summary>
    /// <param name="state">The model.</param>
    /// <param name="source">The values.</param>
    /// <param name="strict">Whether every parameter and buffer must be there, and nothing else.</param>
    /// <param name="skip">Names that are neither read nor written.</param>
    public static StateMatch Of(ModelState state, Dictionary<string, Tensor> source, bool strict, IList<string>? skip)
    {
        var match = new StateMatch();
        foreach (var (names, mine) in Named(state).Where(entry => skip?.Contains(entry.Names[0]) != true))
        {
            string[] found = [.. names.Where(name => source.ContainsKey(name) && skip?.Contains(name) != true)];
            if (found.Length == 0)
                match.Missing.Add(names[0]);
            else if (found.FirstOrDefault(name => source[name].IsInvalid) is { } disposed)
                match.Faults.Add($"'{disposed}' was disposed before the call");
            else if (found.FirstOrDefault(name => !source[name].shape.SequenceEqual(mine.shape)) is { } misshaped)
                match.Add(mine, misshaped, source[misshaped]);
            else if (found.FirstOrDefault(name => !Same(source[found[0]], source[name])) is { } other)
                match.Faults.Add($"'{found[0]}' and '{other}' are one tied weight here, but have different values; skip '{other}' to leave it out");
            else
                match.Add(mine, found[0], source[found[0]]);
        }
        var known = Named(state).SelectMany(entry => entry.Names).ToHashSet();
        match.Unexpected = [.. source.Keys.Where(name => !known.Contains(name) && skip?.Contains(name) != true)];
        if (strict)
            match.Faults.AddRange([.. match.Missing.Select(name => $"'{name}' is missing"), .. match.Unexpected.Select(name => $"'{name}' is not known here")]);
        return match;
    }

    /// <summary>Notes that a value goes to a tensor, or that it has another shape.</summary>
    public void Add(Tensor mine, string name, Tensor theirs)
    {
        if (theirs.shape.SequenceEqual(mine.shape))
            Copies.Add((mine, theirs));
        else
            Faults.Add($"'{name}' is {Shape(theirs)}, but {Shape(mine)} here");
    }

    /// <summary>The first of many faults.</summary>
    public static string Listed(IReadOnlyCollection<string> faults) => $"{string.Join("; ", faults.Take(5))}{(faults.Count > 5 ? $"; and {faults.Count - 5} more" : "")}";

    /// <summary>Copies the values.</summary>
    public void Copy()
    {
        foreach (var (mine, theirs) in Copies)
            mine.copy_(theirs);
    }

    /// <summary>A shape as messages say it.</summary>
    public static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";

    private static IEnumerable<(string[] Names, Tensor Tensor)> Named(ModelState state) =>
        [.. state.Parameters.Select(slot => ((string[])[slot.Name, .. slot.AlsoCalled], (Tensor)slot.Tensor)), .. state.Buffers.Select(buffer => ((string[])[buffer.Name], buffer.Tensor))];

    private static bool Same(Tensor first, Tensor second) => ReferenceEquals(first, second) || first.equal(second.to(first.dtype, first.device)).all().item<bool>();
}
