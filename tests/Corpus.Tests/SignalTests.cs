using DeepDsl.Corpus;
using DeepDsl.Corpus.Signal;

namespace Corpus.Tests;

/// <summary>Networks of a file are predicted and held against it.</summary>
public sealed class SignalTests
{
    // The reference's numbers for five layers of 128 units with rectifiers between, initialized by He.
    private static readonly double[] Reference = [0.194, 0.4082, 0.4661, 0.5145, 0.5569];

    private static string Networks
    {
        get
        {
            List<string> nodes = ["""{"id": 0, "op": "input", "in": [], "C": 64, "H": 1, "W": 1, "q": 1.0, "m": 0.0, "s": 0.0, "d": 0.0}"""];
            foreach (var (number, gradient) in Reference.Index())
            {
                var units = number == Reference.Length - 1 ? 10 : 128;
                // The last layer's gradient is not in the file.
                var known = units == 10 ? "" : $", \"log10GradW\": {gradient}";
                nodes.Add($$"""{"id": {{nodes.Count}}, "op": "conv", "in": [{{nodes.Count - 1}}], "C": {{units}}, "H": 1, "W": 1, "kh": 1, "kw": 1, "st": 1, "pad": 0, "groups": 1, "init": ["he"], "bias": "zero"{{known}}}""");
                nodes.Add(units == 10
                    ? $$"""{"id": {{nodes.Count}}, "op": "loss", "kind": "ce", "in": [{{nodes.Count - 1}}], "C": 10, "H": 1, "W": 1}"""
                    : $$"""{"id": {{nodes.Count}}, "op": "act", "f": "relu", "in": [{{nodes.Count - 1}}], "C": 128, "H": 1, "W": 1}""");
            }
            return $$"""{"networks": [{"name": "five", "batch": 32, "log10Ratio": -0.3629, "measuredLog10Ratio": -0.2824, "nodes": [{{string.Join(", ", nodes)}}]}]}""";
        }
    }

    private const string Small = """
        {"networks": [{"name": "small", "batch": 8, "log10Ratio": 1, "nodes": [
          {"id": 0, "op": "input", "in": [], "C": 4, "H": 8, "W": 8, "q": 1.0, "m": 0.0, "s": 0.0, "d": 0.0},
          {"id": 1, "op": "conv", "in": [0], "C": 8, "H": 8, "W": 8, "kh": 3, "kw": 3, "st": 1, "pad": 1, "groups": 2, "init": ["he", "fan_out", 1.4], "bias": "zero", "log10GradW": 1},
          {"id": 2, "op": "gn", "in": [1], "C": 8, "H": 8, "W": 8, "groups": 2},
          {"id": 3, "op": "act", "f": "tanh", "in": [2], "C": 8, "H": 8, "W": 8},
          {"id": 4, "op": "maxpool", "k": 2, "in": [3], "C": 8, "H": 4, "W": 4},
          {"id": 5, "op": "avgpool", "kh": 2, "kw": 2, "in": [3], "C": 8, "H": 4, "W": 4},
          {"id": 6, "op": "add", "in": [4, 5], "C": 8, "H": 4, "W": 4},
          {"id": 7, "op": "flatten", "in": [6], "C": 128, "H": 1, "W": 1},
          {"id": 8, "op": "dropout", "p": 0.5, "in": [7], "C": 128, "H": 1, "W": 1},
          {"id": 9, "op": "conv", "in": [8], "C": 4, "H": 1, "W": 1, "kh": 1, "kw": 1, "st": 1, "pad": 0, "groups": 1, "init": ["uniform", 0.1], "bias": 0.1},
          {"id": 10, "op": "loss", "kind": "ce", "in": [9], "C": 4, "H": 1, "W": 1}]}]}
        """;

    [Fact]
    public void Predictions_are_held_against_the_file()
    {
        var network = Assert.Single(Compare(Networks));
        Assert.Equal([1, 3, 5, 7, 9], network.Predicted.Layers.Select(layer => layer.Id));
        Assert.All(network.Predicted.Layers.Zip(Reference), pair => Assert.Equal(pair.Second, pair.First.Log10GradW, 0.0001));
        Assert.Equal(-0.3629, network.Predicted.Log10Ratio, 0.0001);
        Assert.Equal(0, network.RatioAgainstReference!.Value, 0.0001);
        Assert.Equal(-0.3629 + 0.2824, network.RatioAgainstMeasurement!.Value, 0.0001);
        Assert.Equal([1, 3, 5, 7], network.LayersAgainstReference.Select(layer => layer.Id));
        Assert.Equal([("ratio, reference", 1), ("ratio, measurement", 1), ("layers, reference", 4)], SignalCommand.Summary([network]).Select(line => (line.Name, line.Spread.Count)));
    }

    [Fact]
    public void What_the_file_does_not_have_is_not_compared()
    {
        var network = Assert.Single(Compare(Networks.Replace("log10", "unknown").Replace("measured", "unknown")));
        Assert.Empty(network.LayersAgainstReference);
        Assert.Empty(SignalCommand.Summary([network]));
    }

    [Fact]
    public void A_spread_is_of_absolute_values()
    {
        Assert.Equal(new Spread(10, 0.6, 1, 1), Spread.Of([0.1, -0.2, 0.3, -0.4, 0.5, -0.6, 0.7, -0.8, 0.9, -1]));
        Assert.Null(Spread.Of([]));
    }

    [Theory]
    [InlineData("{", "is no JSON: line 1")]
    [InlineData("[]", "does not follow its schema: there is no list 'networks'.")]
    [InlineData("""{"networks": [{"name": "a"}]}""", "does not follow its schema: network 'a' has no list of nodes.")]
    [InlineData("""{"networks": [{"name": "a", "nodes": [{"id": 0, "op": "conv", "in": []}]}]}""", "the nodes of network 'a' are not numbered from 0 on, each behind its inputs: see node 0.")]
    [InlineData("""{"networks": [{"name": "a", "nodes": [{"id": 0, "op": "input", "in": [], "C": 1, "H": 1}]}]}""", "network 'a': 'W' of a node should be a whole number, and it is missing.")]
    [InlineData("""{"networks": [{"name": "a", "nodes": [{"id": 0, "op": "input", "in": [], "C": 1, "H": 1, "W": 1}, {"id": 1, "op": "lstm", "in": [0], "C": 1, "H": 1, "W": 1}]}]}""", "network 'a': The operator 'lstm' is not known.")]
    public void Files_that_are_something_else_are_refused(string json, string expected) => Assert.Contains(expected, Assert.Throws<UserError>(() => Compare(json)).Message);

    [Fact]
    public void Every_value_may_be_another_one()
    {
        var refused = 0;
        foreach (var networks in Mutations.Of(Small))
        {
            try
            {
                Compare(networks.ToJsonString());
            }
            catch (UserError)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 500, int.MaxValue);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() => Assert.Contains("/no/such.json", Assert.Throws<UserError>(() => SignalCommand.Compare("/no/such.json")).Message);

    private static IReadOnlyList<NetworkComparison> Compare(string json)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, json);
            return SignalCommand.Compare(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
