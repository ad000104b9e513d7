using CsCheck;
using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Corpus.Networks;

namespace Compiler.Tests.Signal.Curves;

/// <summary>Moments of activations: known values, and closed forms against quadrature.</summary>
public sealed class CurveTests
{
    [Theory]
    [InlineData("relu", 0.3989, 0.5, 0.5, 1)]
    [InlineData("prelu", 0.2992, 0.5312, 0.5312, 1)]
    [InlineData("elu", 0.1605, 0.6449, 0.6681, 0.89)]
    [InlineData("selu", 0, 1, 1.0716, 0.78)]
    [InlineData("gelu", 0.2821, 0.4252, 0.4559, 1.14)]
    [InlineData("silu", 0.2066, 0.3558, 0.3795, 1.17)]
    [InlineData("mish", 0.2404, 0.4523, 0.4791, 1.08)]
    [InlineData("hardswish", 0.1662, 0.3316, 0.3585, 1.23)]
    [InlineData("tanh", 0, 0.3943, 0.4644, 0.46)]
    [InlineData("sigmoid", 0.5, 0.2934, 0.0448, 0.11)]
    [InlineData("softplus", 0.8061, 0.9212, 0.2934, 0.50)]
    public void Of_a_standard_normal_input_they_are_as_tabulated(string name, double mean, double square, double gate, double exponent)
    {
        var curve = PlainCurves.Named(name);
        var moments = curve.Moments(0, 1);
        Assert.Equal(mean, moments.Mean, 0.0001);
        Assert.Equal(square, moments.Square, 0.0001);
        Assert.Equal(gate, moments.SlopeSquare, 0.0001);
        // The table's slope is that of the variance where the mean is not zero by construction.
        Assert.InRange(curve.Exponent(0, 1), exponent - 0.35, exponent + 0.35);
    }

    [Fact]
    public void A_rectifier_in_closed_form_is_one_by_quadrature() => Agrees(new Rectifier(0.2), new("leaky by quadrature", z => z > 0 ? z : 0.2 * z, z => z > 0 ? 1 : 0.2, 0));

    [Fact]
    public void ReLU_in_closed_form_is_one_by_quadrature() => Agrees(new Rectifier(0), new("relu by quadrature", z => Math.Max(z, 0), z => z > 0 ? 1 : 0, 0));

    [Fact]
    public void A_sine_in_closed_form_is_one_by_quadrature() => Agrees(new Sinusoid(1), new("sine by quadrature", Math.Sin, Math.Cos), aligned: false);

    [Fact]
    public void Pairs_that_are_one_are_squares() =>
        Assert.All(["gelu", "tanh", "hardswish", "relu"], name => Assert.Equal(PlainCurves.Named(name).Moments(0.3, 2).Square, PlainCurves.Named(name).Pair(0.3, 2, 2).Product, 12));

    [Fact]
    public void Pairs_that_are_independent_are_products() =>
        Assert.All(["gelu", "tanh", "hardswish", "relu"], name => Assert.Equal(Math.Pow(PlainCurves.Named(name).Moments(0.3, 2).Mean, 2), PlainCurves.Named(name).Pair(0.3, 2, 0).Product, 5));

    [Fact]
    public void The_order_of_questions_changes_no_answer()
    {
        var first = new Curve("asked forward", Math.Tanh, z => 1 - Math.Pow(Math.Tanh(z), 2));
        var second = new Curve("asked backward", Math.Tanh, z => 1 - Math.Pow(Math.Tanh(z), 2));
        double[] variances = [0.5, 0.50000001, 0.5000001, 0.499999999];
        var forward = variances.Select(v => first.Moments(0, v)).ToArray();
        Assert.Equal(forward, variances.Reverse().Select(v => second.Moments(0, v)).Reverse());
    }

    [Fact]
    public void The_largest_of_four_rectified_values_has_known_moments()
    {
        var largest = LargestOfMany.Of(new Rectifier(0), 0, new(1, 0, 0), 4);
        Assert.Equal(1.046, largest.Mean, 0.001);
        Assert.Equal(1.544, largest.Values.Own, 0.001);
    }

    [Theory]
    [InlineData(1, 0.1947)]
    [InlineData(4, 0.390)]
    // Simulated with 100 000 draws.
    [InlineData(30, 0.7275)]
    [InlineData(100, 0.8473)]
    [InlineData(400, 0.9239)]
    [InlineData(1600, 0.9617)]
    [InlineData(0, 0.1)]
    public void Softmax_of_ten_concentrates_with_its_logits(double variance, double concentration) =>
        Assert.Equal(concentration, SoftmaxMoments.Concentration(variance, 10), 0.001);

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(1000)]
    public void Softmax_of_wide_logits_goes_on_where_that_of_narrow_ones_ends(int classes)
    {
        var (below, above, further) = (SoftmaxMoments.Concentration(8.99, classes), SoftmaxMoments.Concentration(9.01, classes), SoftmaxMoments.Concentration(9.03, classes));
        Assert.Equal(further - above, above - below, 2e-5);
    }

    [Fact]
    public void Softmax_over_a_vocabulary_is_a_number_however_wide_the_logits()
    {
        var concentrations = new[] { 0.01, 1, 4, 25, 768, 2999, 3001, 1e9 }.Select(variance => SoftmaxMoments.Concentration(variance, 50257)).ToArray();
        Assert.Equal(concentrations.Order(), concentrations);
        Assert.Equal(Math.Exp(1) / 50257, concentrations[1], 1e-6);
        Assert.InRange(concentrations[^3], 0.9, 1);
        Assert.InRange(concentrations[^1], 0.999, 1);
    }

    private static void Agrees(Curve closed, Curve integrated, bool aligned = true) => Gen.Select(Gen.Double[-2, 2], Gen.Double[0.01, 9], Gen.Double[-0.99, 0.99]).Sample(
        (m, v, c) =>
        {
            var (a, b) = (closed.Moments(m, v), integrated.Moments(m, v));
            var (pair, other) = (closed.Pair(m, v, c * v), integrated.Pair(m, v, c * v));
            var (centred, integral) = (closed.Pair(0, v, c * v), integrated.Pair(0, v, c * v));
            var (along, along2) = (closed.Aligned(m, v), integrated.Aligned(m, v));
            Close(a.Mean, b.Mean, 1e-8);
            Close(a.Square, b.Square, 1e-8);
            Close(a.SlopeSquare, b.SlopeSquare, 1e-8);
            Close(pair.Product, other.Product, 2e-3);
            Close(pair.SlopeProduct, other.SlopeProduct, 2e-3);
            Close(centred.Product, integral.Product, 2e-3);
            Close(centred.SlopeProduct, integral.SlopeProduct, 2e-3);
            Close(aligned ? along.WithInput : 0, aligned ? along2.WithInput : 0, 1e-8);
            Close(aligned ? along.Square : 0, aligned ? along2.Square : 0, 1e-8);
        },
        iter: 200);

    private static void Close(double expected, double actual, double tolerance) => Assert.Equal(expected, actual, tolerance * (1 + Math.Abs(expected)));
}
