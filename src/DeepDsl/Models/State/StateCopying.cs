using TorchSharp;
using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>Takes parameters and buffers from another model.</summary>
internal static class StateCopying
{
    /// <summary>Copies every parameter and buffer of a model of the same kind.</summary>
    public static void Copy(ModelState from, ModelState to) => Merge(from, to, (mine, theirs) => mine.copy_(theirs));

    /// <summary>Moves every parameter and floating-point buffer towards those of a model of the same kind; counters are copied.</summary>
    public static void Lerp(ModelState from, ModelState to, double weight) => Merge(from, to, (mine, theirs) =>
    {
        if (!mine.is_floating_point())
            mine.copy_(theirs);
        else if (mine.dtype == theirs.dtype && mine.device_type == theirs.device_type)
            mine.lerp_(theirs, weight);
        else
            mine.lerp_(theirs.to(mine.dtype, mine.device), weight);
    });

    /// <summary>Copies parameters and buffers of another model to those that bear the same names behind a prefix.</summary>
    /// <param name="from">The other model.</param>
    /// <param name="to">The model that takes them.</param>
    /// <param name="prefixes">What the names begin with there; each stands for one copy of the other model.</param>
    /// <exception cref="ArgumentException">The other model lacks one of them, or has it in another shape; nothing was copied.</exception>
    public static void Copy(ModelState from, ModelState to, ReadOnlySpan<string> prefixes)
    {
        var theirs = Named(from).ToDictionary(pair => pair.Name, pair => pair.Tensor);
        var copies = new List<(Tensor Mine, Tensor Theirs)>();
        var faults = new List<string>();
        foreach (var prefix in prefixes)
        {
            foreach (var (name, mine) in Named(to).Where(pair => pair.Name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                var there = name[prefix.Length..];
                if (!theirs.TryGetValue(there, out var source))
                    faults.Add($"it has no '{there}' for '{name}'");
                else if (!source.shape.AsSpan().SequenceEqual(mine.shape))
                    faults.Add($"its '{there}' is {StateMatch.Shape(source)}, but '{name}' is {StateMatch.Shape(mine)}");
                else
                    copies.Add((mine, source));
            }
        }
        if (faults.Count > 0)
            throw new ArgumentException($"The parameters of '{from.Name}' do not fit into '{to.Name}': {StateMatch.Listed(faults)}.", "other");
        using var quiet = no_grad();
        foreach (var (mine, source) in copies)
            mine.copy_(source);
    }

    private static IEnumerable<(string Name, Tensor Tensor)> Named(ModelState state) =>
        state.Parameters.Select(slot => (slot.Name, (Tensor)slot.Tensor)).Concat(state.Buffers.Select(buffer => (buffer.Name, buffer.Tensor)));

    private static void Merge(ModelState from, ModelState to, Action<Tensor, Tensor> merge)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        merge(to.Values, from.Values);
        foreach (var (mine, theirs) in to.Buffers.Zip(from.Buffers))
            merge(mine.Tensor, theirs.Tensor);
    }
}
