using CsCheck;
using DeepDsl;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Shapes;

namespace Compiler.Tests.Harness;

/// <summary>Sources of random models: operators that fit, on values of any age, with skips, joins, several inputs and results, and branches that lead nowhere.</summary>
internal static class RandomGraphs
{
    private static readonly string[] Inputs = ["(8)", "(3, 6, 5)", "(1, 7, 7)", "(4, 6)", "(2, 3, 4, 5)", "()"];

    // Every operator of the language; whichever fits a value may come next.
    private static readonly string[] Operators =
    [
        "Linear(6)", "Linear(4, Bias = false)", "Conv2d(4, 3, Padding = 1)", "Conv2d(3, 1, Bias = false)", "Conv2d(4, 2, Stride = 2)", "Conv2d(1, 1)",
        "BatchNorm2d", "BatchNorm2d(Affine = false)",
        "BatchNorm1d", "LayerNorm", "LayerNorm(Dims = 2, Bias = false)", "LayerNorm(ElementwiseAffine = false)", "ReLU", "LeakyReLU(0.1)", "GELU",
        "SiLU", "Tanh", "Sigmoid", "Softmax", "Softmax(1)",
        "Dropout(0.2)", "Dropout(0)", "MaxPool2d(2, CeilMode = true)", "MaxPool2d(3, Stride = 1, Padding = 1)", "AvgPool2d(2)",
        "AdaptiveAvgPool2d(1)", "AdaptiveAvgPool2d([2, 3])",
        "Flatten", "Flatten(2)", "Reshape(-1)", "Reshape(2, 2, -1)", "Reshape(1, -1)", "Residual", "Residual(Projection = Projection.Linear)",
        "Residual(Projection = Projection.Conv1x1)", "Residual(Projection = Projection.Conv1x1BatchNorm)",
    ];

    /// <summary>A model for every row of choices; shorter rows and smaller numbers make simpler models.</summary>
    public static Gen<string> Sources { get; } = Gen.Int[0, 999].Array[4, 60].Select(Build);

    private static string Build(int[] choices)
    {
        var next = 0;
        int Choose(int count) => next < choices.Length ? choices[next++] % count : 0;

        var lines = new List<string>();
        var values = new List<(string Name, Shape Shape)>();
        for (var i = 0; i <= Choose(3); i++)
        {
            var shape = Inputs[Choose(Inputs.Length)];
            lines.Add($"[Input{shape}] In{i}");
            values.Add(($"In{i}", shape.Shape()));
        }
        while (next < choices.Length || lines.Count == values.Count(value => value.Name.StartsWith("In", StringComparison.Ordinal)))
        {
            var start = values[^(1 + (Choose(3) == 0 ? Choose(values.Count) : 0))];
            var attributes = new List<string> { $"From(nameof({start.Name}))" };
            var shape = start.Shape;
            for (var i = 0; i <= Choose(4); i++)
                shape = Append(attributes, Fitting(shape, start.Shape, Choose(Operators.Length)), shape, start.Shape);
            shape = Join(attributes, shape, values, Choose(6), Choose(values.Count));
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

    private static Shape Append(List<string> attributes, string use, Shape shape, Shape start)
    {
        attributes.Add(use);
        return Place(use, shape, start).Output;
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
        }
        return shape;
    }

    private static Operator Place(string use, Shape shape, Shape start) =>
        Catalog.CreateOperator((OperatorAttribute)Catalog.CreateAttribute(Declare.Attribute(use))!, [shape, start]);
}
