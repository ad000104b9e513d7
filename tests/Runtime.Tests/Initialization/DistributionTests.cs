using DeepDsl.Initialization;
using Runtime.Tests.Harness;
using Xunit;

namespace Runtime.Tests.Initialization;

/// <summary>The moments and bounds of every distribution against theory.</summary>
public sealed class DistributionTests
{
    private static readonly long[] Shape = [400, 500];

    private static readonly Dictionary<string, (Init Init, double Variance)> Normals = new()
    {
        ["Normal"] = (Init.Normal(0.3), 0.09),
        ["KaimingNormal"] = (Init.KaimingNormal(500, Math.Sqrt(2)), 2.0 / 500),
        ["XavierNormal"] = (Init.XavierNormal(500, 400, 1.5), 2.25 * 2 / 900),
        ["LeCunNormal"] = (Init.LeCunNormal(500, 0.75), 0.5625 / 500),
    };

    private static readonly Dictionary<string, (Init Init, double Bound)> Uniforms = new()
    {
        ["Uniform"] = (Init.Uniform(0.3), 0.3),
        ["TorchDefault"] = (Init.TorchDefault(500), 1 / Math.Sqrt(500)),
        ["KaimingUniform"] = (Init.KaimingUniform(500, Math.Sqrt(2)), Math.Sqrt(2) * Math.Sqrt(3.0 / 500)),
        ["XavierUniform"] = (Init.XavierUniform(500, 400, 1.5), 1.5 * Math.Sqrt(6.0 / 900)),
        ["LeCunUniform"] = (Init.LeCunUniform(500, 0.75), 0.75 * Math.Sqrt(3.0 / 500)),
    };

    public static TheoryData<string> NormalNames { get; } = [.. Normals.Keys];

    public static TheoryData<string> UniformNames { get; } = [.. Uniforms.Keys];

    [Theory]
    [MemberData(nameof(NormalNames))]
    public void Normal_distributions_have_their_moments(string name)
    {
        var (init, variance) = Normals[name];
        var values = Draw(init);
        Statistics.AssertMoments(values, variance);
        // What is left of the shape: three times the squared variance, and 4.55 % beyond two standard deviations.
        Assert.Equal(3, Statistics.Moment(values, 4) / (variance * variance), 0.1);
        Assert.Equal(0.0455, values.Count(value => Math.Abs(value) > 2 * Math.Sqrt(variance)) / (double)values.Length, 0.002);
    }

    [Theory]
    [MemberData(nameof(UniformNames))]
    public void Uniform_distributions_have_their_moments_and_fill_their_bounds(string name)
    {
        var (init, bound) = Uniforms[name];
        var values = Draw(init);
        Statistics.AssertMoments(values, bound * bound / 3);
        Assert.InRange(values.Max(), 0.999 * bound, bound);
        Assert.InRange(values.Min(), -bound, -0.999 * bound);
    }

    [Fact]
    public void Truncated_normal_distributions_end_at_two()
    {
        var values = Draw(Init.TruncNormal(1.5));
        // The variance of a normal distribution cut at a standard deviations: 1 − 2aφ(a)/(2Φ(a) − 1), with a = 2/1.5.
        const double a = 2 / 1.5, share = 0.8175775605;
        var density = Math.Exp(-a * a / 2) / Math.Sqrt(2 * Math.PI);
        Statistics.AssertMoments(values, 2.25 * (1 - 2 * a * density / share));
        Assert.InRange(values.Max(), 1.99, 2);
        Assert.InRange(values.Min(), -2, -1.99);
    }

    [Fact]
    public void Constants_are_what_they_are() => Assert.All(Draw(Init.Constant(0.25)), value => Assert.Equal(0.25f, value));

    [Theory]
    [InlineData(new long[] { 60, 40 })]
    [InlineData(new long[] { 40, 60 })]
    [InlineData(new long[] { 50, 50 })]
    [InlineData(new long[] { 16, 8, 3, 3 })]
    [InlineData(new long[] { 1, 7 })]
    public void Orthogonal_matrices_keep_lengths(long[] shape)
    {
        const double gain = 1.7;
        var values = Draw(Init.Orthogonal(gain), shape);
        var (rows, columns) = ((int)shape[0], values.Length / (int)shape[0]);
        // The shorter side's vectors are orthogonal, and as long as the gain.
        for (var i = 0; i < Math.Min(rows, columns); i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var product = rows <= columns
                    ? Enumerable.Range(0, columns).Sum(c => (double)values[i * columns + c] * values[j * columns + c])
                    : Enumerable.Range(0, rows).Sum(r => (double)values[r * columns + i] * values[r * columns + j]);
                Assert.Equal(i == j ? gain * gain : 0, product, 1e-5);
            }
        }
    }

    // Without the signs of R's diagonal, the first entries would all have one sign.
    [Fact]
    public void Orthogonal_matrices_point_everywhere()
    {
        var firsts = Enumerable.Range(0, 400).Select(seed => Draw(Init.Orthogonal(1), [3, 3], seed)[0]).ToArray();
        Statistics.AssertMoments(firsts, 1.0 / 3);
    }

    [Fact]
    public void Streams_repeat_and_differ_by_seed_and_name()
    {
        var values = Draw(Init.Normal(1));
        Assert.Equal(values, Draw(Init.Normal(1)));
        Statistics.AssertUncorrelated(values, Draw(Init.Normal(1), Shape, seed: 1), "Seeds 0 and 1");
        Statistics.AssertUncorrelated(values, Draw(Init.Normal(1), Shape, seed: -1), "Seeds 0 and -1");
        Statistics.AssertUncorrelated(values, Draw(Init.Normal(1), Shape, name: "fc2.weight"), "Names that differ in a digit");
        Statistics.AssertUncorrelated(values.AsSpan(1), values.AsSpan(0, values.Length - 1), "Neighbours");
        Statistics.AssertUncorrelated(values.AsSpan(500), values.AsSpan(0, values.Length - 500), "Rows");
    }

    private static float[] Draw(Init init, long[]? shape = null, long seed = 0, string name = "fc1.weight")
    {
        shape ??= Shape;
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        init.Fill(values, shape, new(seed, name));
        return values;
    }
}
