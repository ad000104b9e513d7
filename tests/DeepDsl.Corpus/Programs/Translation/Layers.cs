using DeepDsl.Corpus.Programs.Keras;
using static DeepDsl.Corpus.Programs.Translation.AttributeText;

namespace DeepDsl.Corpus.Programs.Translation;

/// <summary>Layers by Keras's names, with Keras's defaults written out where they are not the language's.</summary>
internal static class Layers
{
    private const double NormEps = 1e-3;
    private const double KerasMomentum = 0.99;
    private const double LeakySlope = 0.3;

    /// <summary>What a layer becomes.</summary>
    /// <exception cref="Inexpressible">The language cannot say it.</exception>
    public static Piece Of(KerasLayer layer, IReadOnlyList<Value> inputs)
    {
        var (x, facts) = (inputs[0], layer.Facts);
        var piece = layer.Type switch
        {
            "Dense" => Dense(facts, x),
            "Conv1D" => Convolution(facts, x, 1),
            "Conv2D" => Convolution(facts, x, 2),
            "MaxPooling1D" => Pool(facts, x, 1, "MaxPool1d"),
            "MaxPooling2D" => Pool(facts, x, 2, "MaxPool2d"),
            "AveragePooling1D" => Pool(facts, x, 1, "AvgPool1d", isMean: true),
            "AveragePooling2D" => Pool(facts, x, 2, "AvgPool2d", isMean: true),
            "GlobalAveragePooling1D" => new([x.Shape[^1]], true, [x.IsFeaturesLast ? "Mean(1)" : "Mean(2)"]),
            "GlobalAveragePooling2D" => new([x.Shape[^1]], true, [.. Turn(x), "AdaptiveAvgPool2d(1)", "Flatten"]),
            "Flatten" => new([x.Shape.Aggregate((product, size) => product * size)], true, x.Rank == 1 ? [] : ["Flatten"]),
            "LSTM" or "GRU" => Recurrent(facts, x, layer.Type),
            "Reshape" => Reshape(facts, x),
            "Dropout" => Piece.Of(x, Call("Dropout", Number(facts.Real("rate") ?? 0.5))),
            "SpatialDropout1D" or "SpatialDropout2D" when x.IsChannelsFirst => Piece.Of(x, Call($"Dropout{layer.Type[^2]}d", Number(facts.Real("rate") ?? 0.5))),
            "AlphaDropout" => Piece.Of(x, Call("AlphaDropout", Number(facts.Real("rate") ?? 0.5))),
            "GaussianNoise" => Piece.Of(x, Call("GaussianNoise", Number(facts.Real("stddev") ?? throw new Inexpressible("a size is missing", "'stddev' of GaussianNoise is missing.")))),
            "BatchNormalization" => BatchNorm(facts, x),
            "LayerNormalization" when !x.IsChannelsFirst => Piece.Of(x, Call("LayerNorm", Named("Eps", facts.Real("epsilon") ?? NormEps))),
            "Embedding" => new([.. x.Shape, facts.Needed("output_dim")], true, [Call("Embedding", [$"{facts.Needed("input_dim")}", $"{facts.Needed("output_dim")}", .. Initializers.Weight(facts.Function("embeddings_initializer"), "Uniform, WeightBound = 0.05")])]),
            "Activation" => Piece.Of(x).Then(Activations.Of(facts, x.IsChannelsFirst)),
            "ReLU" => Piece.Of(x, facts.Real("max_value") switch { null => "ReLU", 6 => "ReLU6", _ => throw Inexpressible.Lacking("ReLU cut at another value than 6") }),
            "LeakyReLU" => Piece.Of(x, Call("LeakyReLU", Number(facts.Real("alpha") ?? facts.Real("negative_slope") ?? LeakySlope))),
            "ELU" => Piece.Of(x, facts.Real("alpha") is { } alpha and not 1 ? Call("ELU", Number(alpha)) : "ELU"),
            "Softmax" => Piece.Of(x, Activations.Softmax(x.IsChannelsFirst)),
            "Add" or "add" => Piece.Of(x, Call("Add", Others(inputs))),
            "Multiply" or "multiply" => Piece.Of(x, Call("Multiply", Others(inputs))),
            "Concatenate" or "concatenate" => Concatenate(facts, inputs),
            _ => throw Inexpressible.Lacking($"layer '{layer.Type}'"),
        };
        return facts.Unasked.FirstOrDefault() is { } unknown ? throw Inexpressible.Lacking($"argument '{unknown}' of {layer.Type}") : piece;
    }

    // On a map of features this is what somebody writes who forgets Flatten here too: Linear acts on the last dimension, as Dense does.
    private static Piece Dense(Facts facts, Value x)
    {
        var units = facts.Needed("units");
        return new Piece([.. x.Shape[..^1], units], true, [Call("Linear", [$"{units}", .. Weighted(facts, units)])]).Then(Activations.Of(facts, isChannelsFirst: false));
    }

    private static Piece Convolution(Facts facts, Value x, int dimensions)
    {
        CheckMap(facts, x, dimensions);
        var (filters, ones) = (facts.Needed("filters"), Enumerable.Repeat(1, dimensions).ToArray());
        var kernel = facts.Sizes("kernel_size", dimensions) ?? throw new Inexpressible("a size is missing", $"'kernel_size' of {facts.Subject} is missing.");
        var (stride, dilation) = (facts.Sizes("strides", dimensions) ?? ones, facts.Sizes("dilation_rate", dimensions) ?? ones);
        var window = new Window(facts, x.Shape[..^1], kernel, stride, dilation);
        IEnumerable<string> causal = window.IsCausal && window.Lead > 0 ? [$"CausalPad({window.Lead})"] : [];
        var convolution = Call($"Conv{dimensions}d",
            [$"{filters}", Sizes(kernel), window.Stride(ones), window.Padding, Named("Dilation", dilation, 1), Named("Groups", facts.Whole("groups") ?? 1, 1), .. Weighted(facts, filters)]);
        return new Piece([.. window.Slid, filters], false, [.. Turn(x), .. causal, convolution]).Then(Activations.Of(facts, isChannelsFirst: true));
    }

    private static Piece Recurrent(Facts facts, Value x, string type)
    {
        CheckMap(facts, x, 1);
        var (units, isSequence, isReverse) = (facts.Needed("units"), facts.Flag("return_sequences", false), facts.Flag("go_backwards", false));
        if (isSequence && isReverse)
            throw Inexpressible.Lacking("sequences in reverse order");
        if ((facts.Text("activation"), facts.Text("recurrent_activation")) is not (null or "tanh", null or "sigmoid") || !facts.Flag("reset_after", true))
            throw Inexpressible.Lacking($"{type} of other functions than PyTorch's");
        return new([.. isSequence ? x.Shape[..1] : [], units], true,
        [
            .. x.IsChannelsFirst ? (string[])["Transpose(1, 2)"] : [],
            Call(type, $"{units}", isReverse ? "Reverse = true" : null, facts.Flag("use_bias", true) ? null : "Bias = false"),
            .. isSequence ? (string[])[] : [$"Select(1, {(isReverse ? 0 : -1)})"],
        ]);
    }

    private static Piece Pool(Facts facts, Value x, int dimensions, string operation, bool isMean = false)
    {
        CheckMap(facts, x, dimensions);
        var kernel = facts.Sizes("pool_size", dimensions) ?? [.. Enumerable.Repeat(2, dimensions)];
        var window = new Window(facts, x.Shape[..^1], kernel, facts.Sizes("strides", dimensions) ?? kernel, [.. Enumerable.Repeat(1, dimensions)]);
        var padding = window.PoolPadding;
        return new([.. window.Slid, x.Shape[^1]], false, [.. Turn(x), Call(operation, Sizes(kernel), window.Stride(kernel), padding, isMean && padding is not (null or Window.Ceil) ? "CountIncludePad = false" : null)]);
    }

    private static Piece Reshape(Facts facts, Value x)
    {
        // The first dimension of TensorFlow's own reshape is the batch.
        int[] target = facts.Shape("target_shape") switch
        {
            [-1, .. var sizes] when sizes.Length > 0 && sizes.All(size => size > 0) => [.. sizes.Select(size => size!.Value)],
            { Length: > 0 } sizes when sizes.All(size => size > 0) => [.. sizes.Select(size => size!.Value)],
            _ => throw Inexpressible.Lacking("reshape with a free size"),
        };
        return target.SequenceEqual(x.Shape)
            ? Piece.Of(x)
            : new(target, target.Length == 1, [$"Reshape({string.Join(", ", target.Length == 1 ? target : [target[^1], .. target[..^1]])})"]);
    }

    private static Piece BatchNorm(Facts facts, Value x)
    {
        if (facts.Whole("axis") is not (null or -1) and var axis && axis != x.Rank)
            throw Inexpressible.Lacking("batch normalization along another axis than the channels'");
        var (center, scale) = (facts.Flag("center", true), facts.Flag("scale", true));
        if (center != scale)
            throw Inexpressible.Lacking("batch normalization with a scale and no shift, or the other way round");
        return new(x.Shape, x.Rank == 1, [.. Turn(x), Call(x.Rank == 3 ? "BatchNorm2d" : "BatchNorm1d",
            Named("Eps", facts.Real("epsilon") ?? NormEps), Named("Momentum", Math.Round(1 - (facts.Real("momentum") ?? KerasMomentum), 12)), center ? null : "Affine = false")]);
    }

    private static Piece Concatenate(Facts facts, IReadOnlyList<Value> inputs)
    {
        var x = inputs[0];
        if (facts.Whole("axis") is { } axis && axis != -1 && axis != x.Rank)
            throw Inexpressible.Lacking("concatenation along another axis than the channels'");
        return inputs.Count > 1
            ? new([.. x.Shape[..^1], inputs.Sum(input => input.Shape[^1])], x.IsFeaturesLast, [Call("Concat", [.. Others(inputs), x.IsFeaturesLast && x.Rank > 1 ? "Dim = -1" : null])])
            : throw new Inexpressible("the inputs of a layer are not in the file", $"The file does not name the values that {facts.Subject} joins.");
    }

    private static IEnumerable<string> Others(IReadOnlyList<Value> inputs) => inputs.Skip(1).Select(input => $"nameof({input.Member})");

    private static IEnumerable<string> Weighted(Facts facts, int size)
    {
        facts.Skip("kernel_regularizer");
        var bias = facts.Function("bias_initializer");
        return
        [
            .. facts.Flag("use_bias", true) ? Initializers.Bias(bias, size) : ["Bias = false"],
            .. Initializers.Weight(facts.Function("kernel_initializer")),
        ];
    }

    // Channels first, for operators that need them there.
    private static IEnumerable<string> Turn(Value x) => x switch
    {
        { IsFeaturesLast: true, Rank: 2 } => ["Transpose(1, 2)"],
        { IsFeaturesLast: true, Rank: 3 } => ["Permute(0, 3, 1, 2)"],
        _ => [],
    };

    private static void CheckMap(Facts facts, Value x, int dimensions)
    {
        if (facts.Text("data_format") is not (null or "channels_last"))
            throw Inexpressible.Lacking($"data format '{facts.Text("data_format")}' of Keras");
        if (x.Rank != dimensions + 1)
            throw new Inexpressible("a layer gets a value of a rank that Keras refuses", $"{facts.Subject} gets a value of the shape ({string.Join(", ", x.Shape)}), which Keras refuses.");
    }
}
