namespace DeepDsl.Compiler.Signal.Numerics;

/// <summary>Nodes and weights that turn a mean over a standard normal variable into a sum.</summary>
/// <remarks>Composite Gauss–Legendre with a seam at every kink: Gauss–Hermite is poor there.</remarks>
internal sealed class Quadrature
{
    private const double Reach = 8;
    private static readonly (double[] X, double[] W) Ten = Legendre(10);
    private static readonly (double[] X, double[] W) Six = Legendre(6);

    private Quadrature(double[] nodes, double[] weights) => (Nodes, Weights) = (nodes, weights);

    /// <summary>Ten points in each panel.</summary>
    public static Quadrature Fine { get; } = Over([], Ten, width: 2);

    /// <summary>Six points in each panel.</summary>
    public static Quadrature Coarse { get; } = Over([], Six, width: 2);

    /// <summary>Six points in panels half as wide: for powers of the distribution function.</summary>
    public static Quadrature Dense { get; } = Over([], Six, width: 1);

    /// <summary>Ten points in panels of half a unit: for high powers.</summary>
    public static Quadrature VeryDense { get; } = Over([], Ten, width: 0.5);

    public double[] Nodes { get; }

    public double[] Weights { get; }

    /// <summary>The same without the nodes that weigh nothing.</summary>
    public Quadrature Trimmed
    {
        get
        {
            var kept = Enumerable.Range(0, Nodes.Length).Where(i => Weights[i] > 1e-9).ToArray();
            return new([.. kept.Select(i => Nodes[i])], [.. kept.Select(i => Weights[i])]);
        }
    }

    public static Quadrature FineWithSeams(IEnumerable<double> seams) => Over(seams, Ten, width: 2);

    public static Quadrature CoarseWithSeams(IEnumerable<double> seams) => Over(seams, Six, width: 2);

    /// <summary>Ten points in each panel of an interval, for a mean over another variable.</summary>
    public static Quadrature Of(Func<double, double> density, double from, double to, double width) =>
        Over([.. Enumerable.Range(0, (int)Math.Ceiling((to - from) / width) + 1).Select(i => Math.Min(to, from + width * i))], Ten, density);

    /// <summary>The mean of <paramref name="f"/> over the variable.</summary>
    public double Mean(Func<double, double> f)
    {
        var sum = 0.0;
        for (var i = 0; i < Nodes.Length; i++)
            sum += Weights[i] * f(Nodes[i]);
        return sum;
    }

    private static Quadrature Over(IEnumerable<double> seams, (double[] X, double[] W) rule, double width)
    {
        var panels = (int)Math.Round(2 * Reach / width);
        var points = Enumerable.Range(0, panels + 1).Select(i => -Reach + width * i).Concat(seams.Where(seam => Math.Abs(seam) < Reach)).ToArray();
        Array.Sort(points);
        return Over(points, rule, Gaussian.Density);
    }

    private static Quadrature Over(double[] points, (double[] X, double[] W) rule, Func<double, double> density)
    {
        var nodes = new List<double>(points.Length * rule.X.Length);
        var weights = new List<double>(points.Length * rule.X.Length);
        for (var p = 1; p < points.Length; p++)
        {
            var (half, middle) = ((points[p] - points[p - 1]) / 2, (points[p] + points[p - 1]) / 2);
            for (var i = 0; half > 1e-13 && i < rule.X.Length; i++)
            {
                var u = middle + half * rule.X[i];
                nodes.Add(u);
                weights.Add(half * rule.W[i] * density(u));
            }
        }
        return new([.. nodes], [.. weights]);
    }

    /// <summary>The Gauss–Legendre rule on [−1, 1]: roots of the Legendre polynomial by Newton's method.</summary>
    private static (double[] X, double[] W) Legendre(int n)
    {
        var (x, w) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            x[i] = Math.Cos(Math.PI * (i + 0.75) / (n + 0.5));
            var slope = 0.0;
            for (var step = 0; step < 20; step++)
            {
                var (before, value) = (1.0, x[i]);
                for (var k = 2; k <= n; k++)
                    (before, value) = (value, ((2 * k - 1) * x[i] * value - (k - 1) * before) / k);
                slope = n * (x[i] * value - before) / (x[i] * x[i] - 1);
                x[i] -= value / slope;
            }
            w[i] = 2 / ((1 - x[i] * x[i]) * slope * slope);
        }
        return (x, w);
    }
}
