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
    private const int Seeds = 4;

    public static TheoryData<string> Names { get; } = [.. MeasuredNetworks.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_weight_has_the_gradient_that_is_predicted_within_a_factor_of_two(string name)
    {
        var (loss, input, target, members) = MeasuredNetworks.All[name];
        var source = RuntimeModel.Source(name, loss, input, members);
        var profile = SignalPropagation.Predict(Analysis.Graph(source, name), Batch);
        var measured = Measure(source, name, input, target);
        Assert.All(profile.Layers, layer =>
        {
            var log = measured[$"{layer.Node.Node!.StateName}.{layer.Parameter}"];
            Assert.True(Math.Abs(layer.Log10Gradient - log) < Math.Log10(2), $"{layer.Node} {layer.Parameter}: predicted {layer.Log10Gradient:F2}, measured {log:F2}");
        });
    }

    /// <summary>log10 of the norm of every parameter's gradient, as the mean over seeds.</summary>
    private static Dictionary<string, double> Measure(string source, string name, string input, string target)
    {
        var assembly = RuntimeModel.Compile(source);
        var steps = Enumerable.Range(0, Seeds).Select(seed =>
        {
            using var scope = NewDisposeScope();
            manual_seed(seed);
            using var model = RuntimeModel.Create(assembly, name, new() { Seed = seed });
            if (target == "none")
                ((dynamic)model).ComputeGradients(Input(input));
            else
                ((dynamic)model).ComputeGradients(Input(input), Target(target));
            return model.named_parameters().ToDictionary(pair => pair.name, pair => Math.Log10(pair.parameter.grad!.norm().to(ScalarType.Float64).item<double>()));
        }).ToArray();
        return steps[0].Keys.ToDictionary(parameter => parameter, parameter => steps.Average(step => step[parameter]));
    }

    private static Tensor Input(string input)
    {
        var sizes = input.Split(',').Select(size => long.TryParse(size, out var number) ? number : 0).Where(size => size > 0);
        return input.Contains("Int64", StringComparison.Ordinal) ? randint(0, 50, [Batch, .. sizes]) : randn([Batch, .. sizes]);
    }

    private static Tensor Target(string target)
    {
        var parts = target.Split(' ');
        long[] sizes = [Batch, .. parts.Skip(1).Select(long.Parse)];
        return parts[0] switch
        {
            "real" => randn(sizes),
            "bit" => randint(0, 2, sizes).to(ScalarType.Float32),
            var classes => randint(0, int.Parse(classes), sizes),
        };
    }
}
