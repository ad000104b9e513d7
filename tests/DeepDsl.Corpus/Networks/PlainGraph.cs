using System.Text.Json;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Heads;
using DeepDsl.Compiler.Signal.Mechanisms;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Corpus.Networks;

/// <summary>Makes the predictor's graph of a plain one.</summary>
internal static class PlainGraph
{
    private const double Eps = 1e-5;

    /// <summary>The graph, with a node for each plain node, in order.</summary>
    /// <param name="network">The network.</param>
    /// <param name="isStandardized">Whether inputs are taken for standardized, whatever the file says.</param>
    /// <exception cref="FormatException">A node lacks something.</exception>
    /// <exception cref="NotSupportedException">Something is not known.</exception>
    public static SignalGraph Of(PlainNetwork network, bool isStandardized = false)
    {
        var graph = new SignalGraph();
        foreach (var node in network.Nodes)
            graph.Add(isStandardized && node.Op == "input" ? Source.Standardized : Rule(node, network), node.Field, [.. node.Inputs.Select(id => graph.Nodes[id])], $"{node.Op}{node.Id}");
        return graph;
    }

    private static SignalRule Rule(PlainNode node, PlainNetwork network) => node.Op switch
    {
        "input" => new Source(new(node.Real("q", 1), node.Real("s", 0), node.Real("d", 0)), node.Real("m", 0)) { Fluctuates = node.Text("kind") != "posenc" },
        "conv" or "convT" => Linear(node, network.Nodes[node.Inputs[0]].Field.Channels),
        "act" => new PointwiseMap(PlainCurves.Named(node.Text("f") ?? throw node.Lacks("f", "the name of an activation"))),
        "bn" => new BatchNormalization(Eps, new WeightSpread(0, node.Real("gamma", 1))),
        "ln" => new FeatureNormalization(keepsMean: false, Eps),
        "rms" => new FeatureNormalization(keepsMean: true, 1e-6),
        "gn" => new GroupedNormalization(node.Size("groups"), Eps),
        "dropout" => new Thinning(node.Real("p")),
        "scale" => new Scaling(node.Real("c")),
        "add" => new Addition(),
        "mul" => new Product(),
        "concat" => new Concatenation(),
        "flatten" => Regrouping.Flatten,
        "maxpool" => new Maximum(Tiles((node.Size("k"), node.Size("k")))),
        "avgpool" => new Averaging(Tiles((node.Size("kh"), node.Size("kw")))),
        "upsample" => new Repeating(),
        "mha" => Attend(node),
        "loss" => node.Text("kind") == "mse" ? new SquaredErrorHead() : new CrossEntropyHead(),
        var other => throw new NotSupportedException($"The operator '{other}' is not known."),
    };

    private static LinearMap Linear(PlainNode node, int channels)
    {
        var (kernel, groups) = ((Height: node.Size("kh"), Width: node.Size("kw")), node.Size("groups"));
        var (isTransposed, taps) = (node.Op == "convT", kernel.Height * kernel.Width);
        double fanIn = isTransposed ? node.Field.Channels * taps : channels / groups * taps;
        double fanOut = isTransposed ? channels * taps : node.Field.Channels * taps;
        var bias = node.Text("bias") == "default" ? 1 / (3 * fanIn) : Math.Pow(node.Real("bias", 0), 2);
        return new(PlainInit.Spread(Init(node, "init"), fanIn, fanOut), new(bias))
        {
            Kernel = kernel,
            Stride = (node.Size("st"), node.Size("st")),
            Padding = (node.Whole("pad"), node.Whole("pad")),
            Groups = groups,
            IsTransposed = isTransposed,
        };
    }

    // PyTorch's Xavier counts the three projections as one matrix.
    private static Attention Attend(PlainNode node)
    {
        double features = node.Field.Channels;
        var projection = node.Init("init_in") is { } init ? PlainInit.Spread(init, features, features) : new(2 / (features + 3 * features));
        return new(projection, PlainInit.Spread(Init(node, "init_out"), features, features));
    }

    private static (string Kind, JsonElement[] Arguments) Init(PlainNode node, string name) =>
        node.Init(name) ?? throw node.Lacks(name, "an initializer, such as [\"he\"]");

    private static Func<Field, Field, Plane> Tiles((int Height, int Width) size) =>
        (from, to) => new(new(from.Height, to.Height, size.Height, size.Height, 0), new(from.Width, to.Width, size.Width, size.Width, 0));
}
