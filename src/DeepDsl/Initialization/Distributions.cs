namespace DeepDsl.Initialization;

internal sealed class ConstantInit(double value) : Init
{
    internal override void Fill(Span<float> values, long[] shape, RandomStream random) => values.Fill((float)value);
}

internal sealed class UniformInit(double bound) : Init
{
    internal override void Fill(Span<float> values, long[] shape, RandomStream random)
    {
        foreach (ref var value in values)
            value = (float)((2 * random.NextDouble() - 1) * bound);
    }
}

internal sealed class NormalInit(double std, double limit) : Init
{
    internal override void Fill(Span<float> values, long[] shape, RandomStream random)
    {
        foreach (ref var value in values)
        {
            do
                value = (float)(random.NextNormal() * std);
            while (Math.Abs(value) > limit);
        }
    }
}
