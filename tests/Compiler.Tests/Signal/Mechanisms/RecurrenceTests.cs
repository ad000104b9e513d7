using CsCheck;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Heads;
using DeepDsl.Compiler.Signal.Mechanisms;
using DeepDsl.Compiler.Signal.States;

namespace Compiler.Tests.Signal.Mechanisms;

/// <summary>Echoes against counting every way by itself, and what they come to against runs of PyTorch's modules.</summary>
public sealed class RecurrenceTests
{
    private static readonly Gen<(double Keep, double Pass, double[] Sources)> Echoes = Gen.Select(Gen.Double[0, 1], Gen.Double[0, 0.5], Gen.Double[0, 2].Array[1, 9]);

    [Fact]
    public void What_returns_from_sources_apart_is_what_counting_gives() => Echoes.Sample(given =>
    {
        var (keep, pass, sources) = given;
        var echo = new Echo(keep, pass, sources, likeness: 0);
        var (energies, pairs, near) = (new double[sources.Length], 0.0, 0.0);
        for (var source = 0; source < sources.Length; source++)
        {
            for (var i = 0; i <= source; i++)
            {
                for (var j = 0; j <= source; j++)
                {
                    var product = sources[source] * Enumerable.Range(0, sources.Length).Sum(k => Amplitude(source - i, k, keep, pass) * Amplitude(source - j, k, keep, pass));
                    energies[i] += i == j ? product : 0;
                    pairs += i == j ? 0 : product;
                    near += i == j ? 0 : product * Math.Pow(keep, Math.Abs(i - j));
                }
            }
        }
        AssertEqual([.. energies, pairs, near], [.. echo.Energies, echo.Pairs, echo.NearPairs]);
    });

    [Fact]
    public void What_returns_from_equal_sources_is_what_counting_gives() => Echoes.Sample(given =>
    {
        var (keep, pass, sources) = given;
        var echo = new Echo(keep, pass, sources, likeness: 1);
        var roots = sources.Select(Math.Sqrt).ToArray();
        var ways = Enumerable.Range(0, sources.Length).ToArray();
        var amplitudes = ways.Select(i => ways.Select(k => Enumerable.Range(i, sources.Length - i).Sum(source => roots[source] * Amplitude(source - i, k, keep, pass))).ToArray()).ToArray();
        var products = (from i in ways from j in ways select (i, j, Product: ways.Sum(k => amplitudes[i][k] * amplitudes[j][k]))).ToArray();
        AssertEqual(
            [.. products.Where(one => one.i == one.j).Select(one => one.Product), products.Where(one => one.i != one.j).Sum(one => one.Product), products.Where(one => one.i != one.j).Sum(one => one.Product * Math.Pow(keep, Math.Abs(one.i - one.j)))],
            [.. echo.Energies, echo.Pairs, echo.NearPairs]);
        if (roots.Average() > 0.01)
            Assert.Equal(1, echo.Across * Math.Pow(roots.Average(), 2) / products.Sum(one => one.Product), 1e-9);
    });

    // The gradients at the first of 30 positions over those at the last, of layers of 128 with PyTorch's start: log10 of means over seeds, from runs of torch.nn.
    [Theory]
    [InlineData("LSTM", false, -6.36)]
    [InlineData("GRU", false, -6.21)]
    [InlineData("LSTM", true, -6.36)]
    public void Gradients_of_the_last_state_vanish_on_the_way_back_as_they_do_in_PyTorch(string layer, bool reverse, double measured)
    {
        WeightSpread start = new(1.0 / (3 * 128));
        var rule = new Recurrence(layer == "LSTM" ? new LongShortTermCell() : new GatedCell(), start, start, start, gates: layer == "LSTM" ? 4 : 3) { IsReversed = reverse };
        var chain = new Chain(new Field(64, 30)).Then(rule, new(128, 30)).Then(new Selecting(reverse ? 0 : 29), new(128)).Then(new UnknownHead("noise"));
        var rows = chain.Run().GradientOf(chain.Graph.Nodes[0])!.Profile.Rows;
        Assert.Equal(measured, (reverse ? 1 : -1) * 0.5 * Math.Log10(rows[^1] / rows[0]), 0.3);
    }

    /// <summary>Of all ways over some positions that pass the matrix so often.</summary>
    private static double Amplitude(int positions, int passes, double keep, double pass)
    {
        var ways = 1.0;
        for (var i = 0; i < passes; i++)
            ways = ways * (positions - i) / (i + 1);
        return positions < passes ? 0 : ways * Math.Pow(keep, positions - passes) * Math.Pow(pass, passes);
    }

    private static void AssertEqual(double[] expected, double[] actual) => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * Math.Max(1, pair.First)));
}
