using Compiler.Tests.Signal.Corpus;
using DeepDsl.Corpus.Networks;
using DeepDsl.Compiler.Signal;

namespace Compiler.Tests.Signal;

/// <summary>The numbers of an independent implementation, and of measurements, over 89 networks.</summary>
public sealed class ReferenceTests
{
    // The reference's quadrature of softmax loses its way from there on, as a simulation shows; only the measurements count then.
    private const double WideLogits = 100;

    public static TheoryData<string> Names { get; } = [.. ReferenceNetworks.All.Select(network => network.Name)];

    public static TheoryData<string> NamesOfNarrow { get; } = [.. ReferenceNetworks.All.Where(network => network.Nodes[^1].Real("q") < WideLogits).Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(NamesOfNarrow))]
    public void Every_layer_has_the_gradient_of_the_reference(string name)
    {
        const double decades = 0.02;
        var network = ReferenceNetworks.Named(name);
        var layers = Predict(network).Layers.ToLookup(layer => layer.Node.Index);
        var different = from node in network.Nodes
                        where node.Log10GradW is not null
                        let predicted = layers[node.Id].First().Log10Gradient
                        where Math.Abs(predicted - node.Log10GradW!.Value) > decades
                        select $"{node.Op}{node.Id} {predicted:F4} instead of {node.Log10GradW:F4}";
        Assert.Empty(different);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_value_has_the_second_moment_of_the_reference(string name)
    {
        var network = ReferenceNetworks.Named(name);
        var nodes = Predict(network).Nodes.ToDictionary(node => node.Node.Index);
        var different = from node in network.Nodes
                        where node.Op != "loss"
                        let predicted = nodes[node.Id].SecondMoment
                        where Math.Abs(predicted - node.Real("q")) > 0.001 * node.Real("q") + 1e-300
                        select $"{node.Op}{node.Id} {predicted:G6} instead of {node.Real("q"):G6}";
        Assert.Empty(different);
    }

    [Fact]
    public void Ratios_are_as_measured()
    {
        var errors = ReferenceNetworks.All.Select(network => Math.Abs(Predict(network).Log10Ratio - network.MeasuredLog10Ratio!.Value)).Order().ToArray();
        Assert.InRange(errors[errors.Length / 2], 0, 0.055);
        Assert.InRange(errors[errors.Length * 9 / 10], 0, 0.18);
        Assert.InRange(errors[^1], 0, 0.3);
    }

    [Fact]
    public void Where_the_prediction_is_far_off_it_is_unsure()
    {
        const double large = 0.25;
        var far = ReferenceNetworks.All.Where(network => Math.Abs(Predict(network).Log10Ratio - network.MeasuredLog10Ratio!.Value) > Math.Max(large, network.MeasuredStd!.Value));
        Assert.Empty(far.Where(network => Predict(network).IsSure).Select(network => network.Name));
    }

    private static SignalProfile Predict(PlainNetwork network) => SignalPropagation.Predict(PlainGraph.Of(network), network.Batch);
}
