using CsCheck;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;

namespace Runtime.Tests.Gradients;

/// <summary>Random whole graphs: chains of operators with skips and joins, compiled and checked against autograd.</summary>
public sealed class RandomGraphTests
{
    private const int Graphs = 200;

    // Norms over one value divide rounding errors by the root of epsilon, in autograd as well; so they take in the channels.
    private static readonly string[] OnImages =
    [
        "Conv2d(4, 3, Padding = 1)", "Conv2d(3, 1, Bias = false)", "Conv2d(4, 3, Padding = 1, Stride = 2)", "BatchNorm2d", "ReLU", "LeakyReLU(0.1)", "GELU", "SiLU",
        "MaxPool2d(3, Stride = 1, Padding = 1)", "MaxPool2d(2, CeilMode = true)", "AvgPool2d(2, CeilMode = true)", "AdaptiveAvgPool2d(3)", "Dropout(0.2)", "Dropout2d(0.3)", "Conv2d(4, 3, Padding = 1), StochasticDepth(0.2)", "LayerNorm(Dims = 3)", "Linear(4)", "Softmax(1)",
        "ReLU6", "Hardswish", "ELU(0.5)", "Softplus", "Scale(0.5)", "Sine(2)", "GroupNorm(1)", "Conv2d(6, 1), GroupNorm(3)", "RMSNorm(Eps = 1e-3)", "Permute(0, 2, 3, 1)", "Transpose(1, 3)",
        "AdaptiveAvgPool2d(3), Conv2d(4, 3, Padding = 1), InstanceNorm2d(Affine = true)", "MaxPool2d(2, CeilMode = true), ConvTranspose2d(3, 2, Stride = 2)",
        "AvgPool2d(2, CeilMode = true), Upsample(2)", "AdaptiveAvgPool2d(2), Upsample([3, 2], Mode = UpsampleMode.Bilinear)",
        "Conv2d(4, 3, Padding = 1), Residual(Projection = Projection.Conv1x1BatchNorm)", "Conv2d(5, 1), Residual(Projection = Projection.Conv1x1)", "ReLU, Residual",
    ];

    private static readonly string[] OnSequences =
    [
        "PositionalEmbedding(100)", "LayerNorm, MultiheadAttention(1), Residual", "RMSNorm(Eps = 1e-3), Linear(6), MultiheadAttention(2, Causal = true)",
        "Linear(4), MultiheadAttention(4, Bias = false), Tanh", "Transpose(1, 2)", "Linear(5), GELU, Dropout(0.2)", "BatchNorm1d", "Softmax", "GroupNorm(1)", "Dropout1d(0.3)",
        "Conv1d(5, 3, Padding = 1)", "CausalPad(2), Conv1d(4, 2, Dilation = 2, Bias = false), ReLU", "MaxPool1d(2, CeilMode = true)", "AvgPool1d(3, Stride = 1, Padding = 1)",
        "LSTM(5)", "LSTM(4, Reverse = true), Residual(Projection = Projection.Linear)", "GRU(6, Bias = false)",
    ];

    private static readonly string[] OnVectors =
    [
        "ELU", "Hardswish", "Scale(-0.7)", "Tanh, Exp", "RMSNorm(Eps = 1e-3)", "Linear(6), GroupNorm(2)", "Softplus(Beta = 2)", "Sine(1.5)",
        "Linear(6)", "Linear(9, Bias = false)", "BatchNorm1d", "LayerNorm", "ReLU", "Tanh", "Sigmoid", "GELU", "Softmax", "Dropout(0.4)", "Tanh, Residual",
        "Linear(7), Residual(Projection = Projection.Linear)",
    ];

    private static readonly Gen<string[]> Networks =
        Gen.Select(Gen.Int[0, OnImages.Length - 1].Array[0, 6], Gen.Int[0, OnSequences.Length - 1].Array[0, 4], Gen.Int[0, OnVectors.Length - 1].Array[1, 5], Gen.Int[0, 9].Array[4, 4], Members);

    [Fact]
    public void Gradients_equal_autograd() => Networks.Sample(members =>
    {
        var assembly = RuntimeModel.Compile(RuntimeModel.Source("Net", "", "2, 6, 5", string.Join("\n    ", members)));
        using var model = RuntimeModel.Create(assembly, "Net", new() { DType = torch.ScalarType.Float64 });
        return GradientCheck.Run(model, [2, 6, 5], batch: 3) <= 1e-8;
    }, iter: Graphs, threads: 1, seed: "0000KOIr7K80", print: members => string.Join("\n", members));

    /// <summary>A network as members: operators on the image, joins with earlier values, then operators on sequences and vectors.</summary>
    private static string[] Members(int[] images, int[] sequences, int[] vectors, int[] joins)
    {
        var lines = new List<string>();
        void Add(string attributes) => lines.Add($"[{attributes}] public partial Node N{lines.Count} {{ get; }}");
        foreach (var image in images)
            Add(OnImages[image]);
        // Two branches from one earlier value, brought to one size and joined.
        if (lines.Count > 0 && joins[0] < 8)
        {
            var from = joins[1] % lines.Count;
            var last = lines.Count - 1;
            var (join, size) = (joins[0] % 4) switch { 0 => ("Add", 2), 1 => ("Concat", 2), 2 => ("Multiply", 2), _ => ("Sigmoid, Multiply", 1) };
            Add($"From(nameof(N{from})), Conv2d(3, 1), AdaptiveAvgPool2d(2)");
            Add($"From(nameof(N{last})), Conv2d(3, 3, Padding = 1), AdaptiveAvgPool2d({size}), {join}(nameof(N{last + 1}))");
        }
        if (joins[3] < 5)
        {
            Add(joins[2] < 5 ? "Flatten(2)" : "Flatten(2), Transpose(1, 2)");
            var first = lines.Count - 1;
            foreach (var sequence in sequences)
                Add(OnSequences[sequence]);
            // Queries from one end of the chain, keys from the other, compared and used.
            if (joins[1] < 5)
            {
                Add($"From(nameof(N{first})), Linear(4)");
                Add($"From(nameof(N{lines.Count - 2})), Linear(4), MultiheadAttention(2, Memory = nameof(N{lines.Count - 1})), MatMul(nameof(N{lines.Count - 1}), TransposeOther = true), Softmax, MatMul(nameof(N{lines.Count - 1}))");
            }
            Add(joins[2] % 2 == 0 ? "Mean(1)" : "Select(1, -1)");
        }
        else
        {
            Add(joins[2] switch { < 4 => "Flatten", < 7 => "Mean(2, 3)", _ => "AdaptiveAvgPool2d(1), Flatten" });
        }
        foreach (var vector in vectors)
            Add(OnVectors[vector]);
        return [.. lines];
    }
}
