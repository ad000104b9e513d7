using DeepDsl;
using DeepDsl.Compiler.Signal;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Signal;

/// <summary>What the compiler predicts of a model's gradients is what its first training step measures.</summary>
public sealed class MeasuredTests
{
    private const int Batch = 32;
    private const int Seeds = 8;

    public static TheoryData<string> Names { get; } = [.. MeasuredNetworks.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_gradients_are_what_is_predicted_within_a_factor_of_two(string name)
    {
        var (loss, input, target, members) = MeasuredNetworks.All[name];
        var source = RuntimeModel.Source(name, loss, input, members);
        var graph = Analysis.Graph(source, name);
        var profile = SignalPropagation.Predict(graph, Batch);
        var (values, gradients) = Measure(source, name, input, target);
        Assert.All(profile.Layers, layer => AssertAlike($"{layer.Node} {layer.Parameter}", layer.Log10Gradient, gradients[$"{layer.Node.Node!.StateName}.{layer.Parameter}"]));
        Assert.All(graph.LiveNodes.Where(node => values.ContainsKey(node.Name)), node => AssertAlike(node.Name, Math.Log10(profile.Of(node)!.SecondMoment), values[node.Name]));
    }

    [Fact]
    public void There_are_twenty_models() => Assert.InRange(MeasuredNetworks.All.Count, 20, 100);

    private static void AssertAlike(string what, double predicted, double measured) =>
        Assert.True(Math.Abs(predicted - measured) < Math.Log10(2), $"{what}: predicted {predicted:F2}, measured {measured:F2}");

    /// <summary>log10 of the second moment of every value and of the norm of every gradient, as means over seeds.</summary>
    private static (Dictionary<string, double> Values, Dictionary<string, double> Gradients) Measure(string source, string name, string input, string target)
    {
        var assembly = RuntimeModel.Compile(source);
        var steps = Enumerable.Range(0, Seeds).Select(seed =>
        {
            using var scope = NewDisposeScope();
            using var model = RuntimeModel.Create(assembly, name, new() { Seed = seed });
            return target == "none" ? (SignalMeasurement)((dynamic)model).MeasureSignal(Input(seed, input)) : (SignalMeasurement)((dynamic)model).MeasureSignal(Input(seed, input), Target(seed, target));
        }).ToArray();
        return (steps[0].Layers.ToDictionary(layer => layer.Name, layer => steps.Average(step => Math.Log10(step.Layers.Single(other => other.Name == layer.Name).SecondMoment))),
            steps[0].Parameters.ToDictionary(parameter => parameter.Name, parameter => steps.Average(step => Math.Log10(step.Parameters.Single(other => other.Name == parameter.Name).GradientNorm))));
    }

    private static Tensor Input(int seed, string input)
    {
        var sizes = input.Split(',').Select(size => long.TryParse(size, out var number) ? number : 0).Where(size => size > 0);
        return input.Contains("Int64", StringComparison.Ordinal) ? Tensors.Classes(seed, 50, [Batch, .. sizes]) : Tensors.Normal(seed, [Batch, .. sizes]);
    }

    private static Tensor Target(int seed, string target)
    {
        var parts = target.Split(' ');
        long[] sizes = [Batch, .. parts.Skip(1).Select(long.Parse)];
        return parts[0] switch
        {
            "real" => Tensors.Normal(Seeds + seed, sizes),
            "bit" => Tensors.Classes(Seeds + seed, 2, sizes).to(ScalarType.Float32),
            var classes => Tensors.Classes(Seeds + seed, int.Parse(classes), sizes),
        };
    }
}
