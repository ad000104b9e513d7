using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Operators.Joining;

namespace Compiler.Tests.Signal.Gains;

/// <summary>What <see cref="DeepDsl.Initializer.Auto"/> is compared with: AutoInit (Bingham and Miikkulainen, AAAI 2023, arXiv:2109.08958).</summary>
/// <remarks>Means and variances go forward, elements are independent of one another, and every layer gives its result the mean 0 and the variance 1.</remarks>
internal sealed class AutoInit
{
    private readonly Dictionary<GraphNode, (double Mean, double Variance)> _moments = [];

    public AutoInit(ShapedGraph graph)
    {
        foreach (var node in graph.Nodes)
            _moments[node] = Of(node);
    }

    /// <summary>The standard deviation of a layer's weight.</summary>
    public double DeviationOf(GraphNode layer)
    {
        var (mean, variance) = _moments[layer.Inputs[0]];
        return 1 / Math.Sqrt(layer.Operator!.Parameters.First().Init.FanIn * (variance + mean * mean));
    }

    private (double Mean, double Variance) Of(GraphNode node)
    {
        var inputs = node.Inputs.Select(input => _moments[input]).ToArray();
        switch (node.Operator)
        {
            case null or IMap or INormalization:
                return (0, 1);
            case IPointwise pointwise:
                var (mean, square, _) = pointwise.Curve.Moments(inputs[0].Mean, inputs[0].Variance);
                return (mean, square - mean * mean);
            case IDropout dropout:
                return (inputs[0].Mean, (inputs[0].Variance + dropout.Probability * inputs[0].Mean * inputs[0].Mean) / (1 - dropout.Probability));
            case IMaximum:
                return Largest(inputs[0], Window(node));
            case ISum:
                return (inputs.Sum(input => input.Mean), inputs.Sum(input => input.Variance));
            case IProduct:
                var product = inputs.Aggregate(1.0, (all, input) => all * input.Mean);
                return (product, inputs.Aggregate(1.0, (all, input) => all * (input.Variance + input.Mean * input.Mean)) - product * product);
            case Concat:
                var shared = inputs.Zip(node.Inputs, (input, from) => input.Mean * from.Shape.Channels).Sum() / node.Shape.Channels;
                return (shared, inputs.Zip(node.Inputs, (input, from) => (input.Variance + input.Mean * input.Mean) * from.Shape.Channels).Sum() / node.Shape.Channels - shared * shared);
            case ILinear when node.Operator is not IRearrangement:
                return (inputs[0].Mean, inputs[0].Variance / Window(node));
            default:
                return inputs[0];
        }
    }

    private static int Window(GraphNode node) => (int)(node.Inputs[0].Shape.Elements / node.Shape.Elements);

    // Of so many independent Gaussians.
    private static (double Mean, double Variance) Largest((double Mean, double Variance) one, int count)
    {
        const double step = 0.001;
        var (below, mean, square) = (0.0, 0.0, 0.0);
        for (var z = -8.0; z < 8; z += step)
        {
            var share = step * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
            var density = count * share * Math.Pow(below + share / 2, count - 1);
            var x = one.Mean + z * Math.Sqrt(one.Variance);
            (below, mean, square) = (below + share, mean + density * x, square + density * x * x);
        }
        return (mean, square - mean * mean);
    }
}
