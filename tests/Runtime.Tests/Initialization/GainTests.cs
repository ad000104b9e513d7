using System.Runtime.CompilerServices;
using DeepDsl;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Signal;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Initialization;

/// <summary>Gains that the compiler computed: the weights have them, and signals keep their scale.</summary>
public sealed class GainTests
{
    private const int Batch = 32;

    private static readonly Dictionary<string, (string Input, string Members)> Networks = new()
    {
        ["Bent"] = ("256", Stages(5, "Linear(256), GELU, Dropout(0.1), Linear(256), SiLU, Linear(256), Hardswish")),
        ["Pooled"] = ("3, 64, 64", Stages(4, "Conv2d(48, 3, Padding = 1), ReLU, Conv2d(48, 3, Padding = 1), ReLU, MaxPool2d(2)")),
        ["Averaged"] = ("3, 64, 64", Stages(4, "Conv2d(48, 3, Padding = 1), SiLU, Conv2d(48, 3, Padding = 1), SiLU, AvgPool2d(2)")),
        ["Gated"] = ("256", string.Concat(Enumerable.Range(1, 5).Select(i => $$"""
            [{{(i == 1 ? "" : $"From(nameof(H{i - 1})), ")}}Linear(256), Sigmoid] public partial Node G{{i}} { get; }
            [From(nameof({{(i == 1 ? "X" : $"H{i - 1}")}})), Linear(256), Multiply(nameof(G{{i}})), Output] public partial Node H{{i}} { get; }

            """)) + "[Linear(10), Output] public partial Node Y { get; }"),
        ["Added"] = ("256", Stages(5, string.Join(", ", Enumerable.Repeat("Use<Branch>", 5)))),
        ["Spread"] = ("64, 4, 4", Stages(3, "ConvTranspose2d(64, 4, Stride = 2, Padding = 1), LeakyReLU(0.2), Dropout(0.2)")),
    };

    public static TheoryData<string> Names { get; } = [.. Networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_have_the_variance_that_predictions_go_by(string name)
    {
        using var scope = NewDisposeScope();
        var (graph, model) = Compile(name);
        using var module = (nn.Module)model;
        var state = module.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        var layers = graph.Nodes.Where(node => node.Operator is IMap).ToArray();
        Assert.Contains(layers, layer => Start(graph, layer).Why!.Contains("gain ×", StringComparison.Ordinal));
        Assert.All(layers, layer => Statistics.AssertMoments(state[layer.StateNameOf("weight")].data<float>().ToArray(), Start(graph, layer).Spread.Variance));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Signals_keep_their_scale_as_predicted(string name)
    {
        using var scope = NewDisposeScope();
        var (graph, model) = Compile(name);
        using var module = (nn.Module)model;
        long[] sizes = [Batch, .. graph.Inputs.Single().Shape.Dims.Select(size => (long)size)];
        var outputs = (ITuple)((dynamic)model).TrainForward(Tensors.Normal(1, sizes));
        var profile = SignalPropagation.Predict(graph);
        foreach (var (node, i) in graph.Outputs.Select((node, i) => (node, i)).SkipLast(1))
        {
            var measured = ((Tensor)outputs[i]!).pow(2).mean().item<float>();
            Assert.InRange(measured, 0.1, 10);
            Assert.InRange(measured / profile.Of(node)!.SecondMoment, 0.4, 2.5);
        }
    }

    private static ResolvedInit Start(ShapedGraph graph, GraphNode layer) => graph.Initialization.Resolve(layer, layer.Operator!.Parameters.First());

    private static (ShapedGraph Graph, object Model) Compile(string name)
    {
        var (input, members) = Networks[name];
        var source = """
            [Block]
            public partial class Branch
            {
                [Input] public partial Node X { get; }

                [Linear(256), ReLU, Linear(256), Residual] public partial Node Y { get; }
            }

            """ + RuntimeModel.Source(name, "", input, members);
        var model = Activator.CreateInstance(RuntimeModel.Compile(source).GetType($"Compiled.{name}", throwOnError: true)!, new ModelOptions { Seed = 3 })!;
        return (Analysis.Graph(source, name), model);
    }

    private static string Stages(int stages, string layers) =>
        string.Concat(Enumerable.Range(1, stages).Select(i => $"[{layers}, Output] public partial Node H{i} {{ get; }}\n    ")) + "[Flatten, Linear(10), Output] public partial Node Y { get; }";
}
