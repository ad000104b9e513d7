using Compiler.Tests.Signal.Corpus;
using DeepDsl.Corpus.Networks;
using DeepDsl.Compiler.Signal;

namespace Compiler.Tests.Signal;

/// <summary>Models as users write them have the signals of the same networks as plain graphs.</summary>
public sealed class TwinTests
{
    public static TheoryData<string> Names { get; } = [.. Twins.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_has_the_signals_of_its_plain_graph(string name)
    {
        var (source, divisor) = Twins.All[name];
        var network = ReferenceNetworks.Named(name);
        var plain = SignalPropagation.Predict(PlainGraph.Of(network, isStandardized: true));
        var model = SignalPropagation.Predict(Declare.Sound(Declare.Graph(source)));

        Assert.Equal(plain.Layers.Count, model.Layers.Count);
        // PyTorch's losses are means over outputs, the reference's are sums.
        var shift = Math.Log10(divisor);
        Assert.All(plain.Layers.Zip(model.Layers), pair => Assert.Equal(pair.First.Log10Gradient, pair.Second.Log10Gradient + (pair.First.IsZero ? 0 : shift), 4));
        Assert.Equal(plain.Log10Ratio, model.Log10Ratio, 4);
        Assert.Equal(plain.MaxCorrelation, model.MaxCorrelation, 4);
        Assert.Equal(plain.Doubts.Select(doubt => doubt.Reason), model.Doubts.Select(doubt => doubt.Reason));
    }
}
