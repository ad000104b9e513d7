using DeepDsl.Compiler.Signal.Numerics;

namespace Compiler.Tests.Signal.Curves;

public sealed class GaussianTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.84134474606854293)]
    [InlineData(-1, 0.15865525393145705)]
    [InlineData(1.96, 0.97500210485177963)]
    [InlineData(-3, 0.0013498980316300946)]
    [InlineData(5.5, 0.99999998101043753)]
    public void The_distribution_function_has_its_values(double x, double p) => Assert.Equal(p, Gaussian.Cumulative(x), 1e-15 * 4);

    [Fact]
    public void It_climbs_without_a_step()
    {
        const double step = 1e-4;
        for (var x = -8.5; x < 8.5; x += 0.01)
            Assert.Equal(Gaussian.Density(x) * 2 * step, Gaussian.Cumulative(x + step) - Gaussian.Cumulative(x - step), 1e-12);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.01)]
    [InlineData(0.9999)]
    public void Quantiles_turn_it_around(double p) => Assert.Equal(p, Gaussian.Cumulative(Gaussian.Quantile(p)), 12);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    [InlineData(8, 105)]
    public void Quadrature_knows_the_powers(int power, double mean)
    {
        Assert.Equal(mean, Quadrature.Fine.Mean(u => Math.Pow(u, power)), 1e-7);
        Assert.Equal(mean, Quadrature.FineWithSeams([0.3, -2.7, 40]).Mean(u => Math.Pow(u, power)), 1e-7);
    }
}
