using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;

namespace DeepDsl.Compiler.Signal.Judging;

/// <summary>What happens to gradients or values from layer to layer on a way through the network.</summary>
internal static class Steps
{
    /// <summary>Which operators pass gradients on by how much, such as <c>12 sigmoid layers pass on ×0.3 each</c>.</summary>
    public static string OfGradients(SignalStudy study, LayerSignal from, LayerSignal to) => Tell(study, from, to, "pass on", layer => layer.Log10Gradient, backward: true);

    /// <summary>Which operators multiply the signal by how much.</summary>
    public static string OfValues(SignalStudy study, LayerSignal from, LayerSignal to) => Tell(study, from, to, "multiply the signal by", layer => 0.5 * Math.Log10(Math.Max(layer.Before, 1e-300)), backward: false);

    private static string Tell(SignalStudy study, LayerSignal from, LayerSignal to, string verb, Func<LayerSignal, double> log, bool backward)
    {
        var way = study.Between(from.Node.Node!, to.Node.Node!);
        var kinds = new List<(string Kind, double Log)>();
        var (last, kind) = (from, (string?)null);
        foreach (var node in way.Skip(1))
        {
            if (study.IsLayer(node) && study.Layers.FirstOrDefault(layer => layer.Node.Node == node) is { } layer)
            {
                kinds.Add((kind ?? "linear", backward ? log(last) - log(layer) : log(layer) - log(last)));
                (last, kind) = (layer, null);
            }
            else if (node.Operator is IActivation)
            {
                kind = NameOf(node);
            }
        }
        if (kinds.Count == 0)
            return "";
        var groups = kinds.GroupBy(step => step.Kind).Select(group => (Kind: group.Key, Count: group.Count(), Log: group.Sum(step => step.Log))).ToArray();
        var total = groups.Sum(group => group.Log);
        var told = groups.Where(group => group.Log / total >= 0.2).OrderByDescending(group => group.Log / total).ToArray();
        return string.Join(" and ", told.Select(group => group.Count == 1
            ? $"one {group.Kind} layer {verb.Replace("pass", "passes").Replace("multiply", "multiplies")} ×{Numbers.FactorOfLog10(group.Log)}"
            : $"{group.Count} {group.Kind} layers {verb} ×{Numbers.FactorOfLog10(group.Log / group.Count)} each"));
    }

    // Acronyms stay as they are.
    private static string NameOf(GraphNode node) => node.Declaration!.Name is var name && name.Length > 1 && char.IsLower(name[1]) && name.Skip(1).All(char.IsLower) ? name.ToLowerInvariant() : name;
}
