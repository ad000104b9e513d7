using DeepDsl;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Signal;

namespace Compiler.Tests.Signal.Gains;

/// <summary>What the compiler's choice of gains is worth, beside the initializer of the activation alone and beside AutoInit.</summary>
public sealed class GainTests
{
    private static readonly Lazy<Dictionary<string, (Fate Family, Fate AutoInit, Fate Ours)>> Fates = new(() => GainNetworks.All.ToDictionary(network => network.Key, network =>
    {
        var graph = Declare.Sound(Declare.Graph(network.Value.Replace("%", "")));
        var (surroundings, autoInit) = (new Surroundings(graph), new AutoInit(graph));
        return (
            Of(Written(network.Value, graph, layer => Family(surroundings.Following(layer)))),
            Of(Written(network.Value, graph, layer => $", WeightInit = Initializer.Normal, WeightStd = {Text.Of(autoInit.DeviationOf(layer))}")),
            Of(graph));
    }));

    // What predictions are good for.
    private const double Doubt = 0.3;

    public static TheoryData<string> Names { get; } = [.. GainNetworks.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_layers_see_stays_within_a_band(string name) => Assert.All([Fates.Value[name].Ours.Least, Fates.Value[name].Ours.Most], moment => Assert.InRange(moment, 0.02, 20));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_as_good_as_the_activations_initializer_at_least(string name) => Assert.InRange(Fates.Value[name].Ours.Fault, 0, Fates.Value[name].Family.Fault + Doubt);

    [Fact]
    public void It_is_better_than_either_on_the_whole()
    {
        foreach (var (name, (family, autoInit, ours)) in Fates.Value)
            TestContext.Current.TestOutputHelper!.WriteLine($"| {name} | {family} | {autoInit} | {ours} |");
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant($"decades at fault: {Fates.Value.Values.Average(fates => fates.Family.Fault):F2} | {Fates.Value.Values.Average(fates => fates.AutoInit.Fault):F2} | {Fates.Value.Values.Average(fates => fates.Ours.Fault):F2}"));
        var mean = Fates.Value.Values.Average(fates => fates.Ours.Fault);
        Assert.InRange(mean, 0, 0.3 * Fates.Value.Values.Average(fates => fates.Family.Fault));
        Assert.InRange(mean, 0, Fates.Value.Values.Average(fates => fates.AutoInit.Fault));
    }

    private static ShapedGraph Written(string network, ShapedGraph graph, Func<GraphNode, string> init)
    {
        var parts = network.Split('%');
        var layers = graph.Nodes.Where(node => node.Operator is IMap).ToArray();
        Assert.Equal(parts.Length - 1, layers.Length);
        return Declare.Sound(Declare.Graph(parts[0] + string.Concat(layers.Select((layer, i) => Separate(init(layer), parts[i + 1])))));

        // Named arguments come last.
        static string Separate(string init, string rest)
        {
            var end = rest.IndexOf(')', StringComparison.Ordinal);
            return rest[..end] + init + rest[end..];
        }
    }

    private static string Family(GraphNode? following)
    {
        var (initializer, gain) = following?.Operator is IActivation activation ? activation.Matching : (Initializer.XavierUniform, 1);
        return $", WeightInit = Initializer.{initializer}, WeightGain = {Text.Of(gain)}";
    }

    private static Fate Of(ShapedGraph graph)
    {
        var profile = SignalPropagation.Predict(graph);
        // What the first layer sees is the data's affair.
        double[] seen = [.. profile.Layers.Skip(1).Select(layer => layer.Before)];
        return new(profile.Log10Ratio, profile.Log10Min, profile.Log10Max, seen.Min(), seen.Max());
    }

    /// <summary>How a network fares at the start of training.</summary>
    /// <param name="Log10Ratio">log10 of the first gradient over the last.</param>
    /// <param name="Log10Min">log10 of the smallest gradient.</param>
    /// <param name="Log10Max">log10 of the largest gradient.</param>
    /// <param name="Least">The smallest second moment that a layer sees.</param>
    /// <param name="Most">The largest.</param>
    private sealed record Fate(double Log10Ratio, double Log10Min, double Log10Max, double Least, double Most)
    {
        /// <summary>By how many decades a gradient, or the ratio of the first to the last, is farther from one than a factor of ten; five are as bad as can be.</summary>
        public double Fault => Math.Clamp(new[] { Log10Ratio, Log10Min, Log10Max }.Max(Math.Abs) - 1, 0, 5);

        public override string ToString() => FormattableString.Invariant($"{Log10Ratio:F1} ({Log10Min:F1}..{Log10Max:F1}) | {Least:G2}..{Most:G2}");
    }
}
