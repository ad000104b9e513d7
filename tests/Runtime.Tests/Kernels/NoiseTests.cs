using DeepDsl.Kernels;
using Xunit;

namespace Runtime.Tests.Kernels;

public sealed unsafe class NoiseTests
{
    private static readonly DrawKey Key = new(3, 4);

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(77)]
    public void Noise_is_what_Box_and_Muller_make_of_the_bits_of_its_block(int count)
    {
        var (singles, doubles) = (new float[count], new double[count]);
        fixed (float* single = singles)
            NoiseKernel.Run(single, count, Key);
        fixed (double* twice = doubles)
            NoiseKernel.Run(twice, count, Key);
        for (var i = 0; i < count; i++)
        {
            var first = i / 32 * 32 + i % 16;
            var (radius, angle) = (Math.Sqrt(-2 * Math.Log(Uniform(first))), 2 * Math.PI * Uniform(first + 16));
            var expected = radius * (i % 32 < 16 ? Math.Cos(angle) : Math.Sin(angle));
            Assert.Equal(expected, doubles[i], 1e-13);
            Assert.Equal(expected, singles[i], 3e-6);
        }
    }

    [Fact]
    public void Noise_has_the_moments_of_the_normal_distribution()
    {
        var values = new float[1_000_000];
        fixed (float* noise = values)
            NoiseKernel.Run(noise, values.Length, Key);
        Assert.Equal(0, values.Average(value => (double)value), 0.004);
        Assert.Equal(1, values.Average(value => (double)value * value), 0.006);
        Assert.Equal(3, values.Average(value => Math.Pow(value, 4)), 0.04);
        Assert.Equal(0, values.Zip(values.Skip(16)).Average(pair => (double)pair.First * pair.Second), 0.004);
    }

    private static double Uniform(int index) => (Key.Bits((uint)index) + 0.5) / 4294967296.0;
}
