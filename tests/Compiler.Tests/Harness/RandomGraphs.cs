using CsCheck;
using DeepDsl;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Shapes;

namespace Compiler.Tests.Harness;

/// <summary>Sources of random models: operators that fit, on values of any age, with skips, joins, several inputs and results, and branches that lead nowhere.</summary>
internal static class RandomGraphs
{
    private static readonly string[] Inputs = ["(8)", "(3, 6, 5)", "(1, 7, 7)", "(4, 6)", "(2, 3, 4, 5)", "()"];

    // A block that fits wherever a dimension is, and keeps the shape.
    private const string Block = "block Step { [Hyper(0.5)] double Factor [Input] X Width => X.Features [Scale(nameof(Factor)), Linear(nameof(Width))] Half [Tanh] Y }";

    // Every operator of the language; whichever fits a value may come next.
    private static readonly string[] Operators =
    [
        "Linear(6)", "Linear(4, Bias = false)", "Conv2d(4, 3, Padding = 1)", "Conv2d(3, 1, Bias = false)", "Conv2d(4, 2, Stride = 2)", "Conv2d(1, 1)",
        "BatchNorm2d", "BatchNorm2d(Affine = false)",
        "BatchNorm1d", "LayerNorm", "LayerNorm(Dims = 2, Bias = false)", "LayerNorm(ElementwiseAffine = false)", "ReLU", "LeakyReLU(0.1)", "GELU",
        "SiLU", "Tanh", "Sigmoid", "Softmax", "Softmax(1)",
        "Dropout(0.2)", "Dropout1d(0.2)", "Dropout2d(0.3)", "StochasticDepth(0.2)", "Dropout(0)", "MaxPool2d(2, CeilMode = true)", "MaxPool2d(3, Stride = 1, Padding = 1)", "AvgPool2d(2)",
        "AdaptiveAvgPool2d(1)", "AdaptiveAvgPool2d([2, 3])",
        "Flatten", "Flatten(2)", "Reshape(-1)", "Reshape(2, 2, -1)", "Reshape(1, -1)", "Residual", "Residual(Projection = Projection.Linear)",
        "Residual(Projection = Projection.Conv1x1)", "Residual(Projection = Projection.Conv1x1BatchNorm)",
        "ELU(0.5)", "Exp", "Hardswish", "ReLU6", "Scale(-0.5)", "Sine", "Softplus(Beta = 2)", "Mean(1)", "Mean(-1, 1)", "Select(1, -1)", "Select(-1, 0)", "Permute(2, 1)", "Permute(3, 1, 2)",
        "Transpose(1, -1)", "ConvTranspose2d(3, 2, Stride = 2)", "ConvTranspose2d(2, 3, Padding = 1, Bias = false)", "Upsample(2)", "Upsample([1, 2], Mode = UpsampleMode.Bilinear)",
        "GroupNorm(1)", "GroupNorm(2, Affine = false)", "InstanceNorm2d(Affine = true)", "RMSNorm", "RMSNorm(Dims = 2, ElementwiseAffine = false)", "PositionalEmbedding(40)",
        "CenterCrop(nameof(START))", "Conv1d(4, 3, Padding = 1)", "Conv1d(3, 2, Stride = 2, Padding = 1, Bias = false)", "MaxPool1d(2, CeilMode = true)", "AvgPool1d(2, CeilMode = true)", "CausalPad(2)",
        "MultiheadAttention(1, Causal = true)", "MultiheadAttention(2, Bias = false)", "LSTM(4)", "LSTM(6, Reverse = true, Bias = false)", "GRU(4)", "GRU(6, Reverse = true, Bias = false)",
        "SELU", "AlphaDropout(0.2)", "GaussianNoise(0.1)", "Hardsigmoid", "LogSoftmax", "LogSoftmax(1)", "Clamp(-1, 2)", "Log",
    ];

    /// <summary>A model for every row of choices; shorter rows and smaller numbers make simpler models.</summary>
    public static Gen<string> Sources { get; } = Gen.Int[0, 999].Array[4, 60].Select(Build);

    private static string Build(int[] choices)
    {
        var next = 0;
        int Choose(int count) => next < choices.Length ? choices[next++] % count : 0;

        var lines = new List<string> { Block };
        var inputs = 0;
        var values = new List<(string Name, Shape Shape)>();
        for (; inputs <= Choose(3); inputs++)
        {
            var shape = Inputs[Choose(Inputs.Length)];
            lines.Add($"[Input{shape}] In{inputs}");
            values.Add(($"In{inputs}", shape.Shape()));
        }
        if (Choose(4) == 1)
        {
            lines.Add("[Input(4, DType = DType.Int64)] Tokens [Embedding(9, 6)] Words");
            values.Add(("Words", "(4, 6)".Shape()));
        }
        while (next < choices.Length || values[^1].Name[0] != 'V')
        {
            var start = values[^(1 + (Choose(3) == 0 ? Choose(values.Count) : 0))];
            List<string> attributes = Choose(9) switch
            {
                1 => [$"Weight({string.Join(", ", start.Shape.Dims)})", $"Multiply(nameof({start.Name}))"],
                2 => [$"Noise(Like = nameof({start.Name}))", $"Add(nameof({start.Name}))"],
                _ => [$"From(nameof({start.Name}))"],
            };
            var shape = start.Shape;
            for (var i = 0; i <= Choose(4); i++)
                shape = Append(attributes, Fitting(shape, start.Shape, Choose(Operators.Length)), shape, start);
            shape = Join(attributes, shape, values, Choose(8), Choose(values.Count));
            if (shape.Rank > 0 && Choose(6) == 1)
            {
                lines.Add($"[{string.Join(", ", attributes)}, Use<Step>([0.5, 2])] U{values.Count}");
                attributes = [Choose(2) == 0 ? $"SumOf(nameof(U{values.Count}), nameof(Step.Half))" : $"ConcatOf(nameof(U{values.Count}), nameof(Step.Half), Dim = -1)"];
                shape = attributes[0].StartsWith("Sum", StringComparison.Ordinal) ? shape : shape.WithLast(2 * shape.Last);
            }
            if (Choose(5) == 1)
                attributes.Add("Output");
            lines.Add($"[{string.Join(", ", attributes)}] V{values.Count}");
            values.Add(($"V{values.Count}", shape));
        }
        return string.Join("\n", lines);
    }

    /// <summary>The operator of a number, or the first after it that fits.</summary>
    private static string Fitting(Shape shape, Shape start, int number) =>
        Enumerable.Range(number, Operators.Length).Select(index => Operators[index % Operators.Length]).First(use => Place(use, shape, start).Misfit is null);

    private static Shape Append(List<string> attributes, string use, Shape shape, (string Name, Shape Shape) start)
    {
        attributes.Add(use.Replace("START", start.Name));
        return Place(use, shape, start.Shape).Output;
    }

    /// <summary>Takes up other values of a shape that can be joined, some of them twice.</summary>
    private static Shape Join(List<string> attributes, Shape shape, List<(string Name, Shape Shape)> values, int kind, int number)
    {
        var others = values.Where(value => value.Shape.Rank == shape.Rank && shape.Rank > 0).Skip(number % 3).Select(value => (value.Name, value.Shape)).ToArray();
        var equal = others.Where(other => other.Shape.Equals(shape)).Select(other => $"nameof({other.Name})").ToArray();
        var along = others.Where(other => other.Shape.WithDim(0, 1).Equals(shape.WithDim(0, 1))).ToArray();
        switch (kind)
        {
            case 1 when equal.Length > 0:
                attributes.Add($"Add({string.Join(", ", equal.Append(equal[0]).Take(3))})");
                break;
            case 2 when equal.Length > 0:
                attributes.Add($"Residual({equal[^1]})");
                break;
            case 3 when along.Length > 0:
                attributes.Add($"Concat(nameof({along[^1].Name}), nameof({along[0].Name}))");
                return shape.WithDim(0, shape.Channels + along[^1].Shape.Channels + along[0].Shape.Channels);
            case 4 when equal.Length > 0:
                attributes.Add($"Concat({equal[0]}, Dim = -1)");
                return shape.WithLast(2 * shape.Last);
            case 5 when equal.Length > 0:
                attributes.Add($"Multiply({string.Join(", ", equal.Take(2))})");
                break;
            case 6 when equal.Length > 0 && shape.Rank > 1:
                attributes.Add($"MatMul({equal[^1]}, TransposeOther = true)");
                return shape.WithLast(shape.Height);
            case 7 when equal.Length > 0 && shape.Rank == 2:
                attributes.Add($"MultiheadAttention(1, Memory = {equal[0]})");
                break;
        }
        return shape;
    }

    private static Operator Place(string use, Shape shape, Shape start) =>
        Catalog.CreateOperator((OperatorAttribute)Catalog.CreateAttribute(Declare.Attribute(use))!, [shape, start]);
}
