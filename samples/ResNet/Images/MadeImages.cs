namespace ResNet;

/// <summary>Images that are computed: ten patterns in any colours, places, sizes and directions, under noise. Nothing but the pattern tells the class.</summary>
internal static class MadeImages
{
    private const double Noise = 24;

    // The strength of the foreground at a place, whose centre is 0 and whose edge is 1.
    private static readonly Func<double, double, bool>[] Patterns =
    [
        (x, y) => Math.Sqrt(x * x + y * y) < 0.8,
        (x, y) => Math.Max(Math.Abs(x), Math.Abs(y)) < 0.7,
        (x, y) => y > -0.6 && y < 0.8 - 1.6 * Math.Abs(x),
        (x, y) => Math.Sqrt(x * x + y * y) is > 0.5 and < 0.9,
        (x, y) => Math.Min(Math.Abs(x), Math.Abs(y)) < 0.25 && Math.Max(Math.Abs(x), Math.Abs(y)) < 0.9,
        (x, y) => Math.Abs(x) < 0.9 && Math.Abs(y) < 0.25,
        (x, y) => Math.Max(Math.Abs(x), Math.Abs(y)) < 0.9 && Math.Sin(10 * x) > 0,
        (x, y) => Math.Max(Math.Abs(x), Math.Abs(y)) < 0.9 && Math.Sin(8 * x) * Math.Sin(8 * y) > 0,
        (x, y) => Math.Sqrt(x * x + y * y) < 0.9 && Math.Sin(12 * Math.Sqrt(x * x + y * y)) > 0,
        (x, y) => Math.Min(Math.Pow(x - 0.5, 2) + y * y, Math.Pow(x + 0.5, 2) + y * y) < 0.12,
    ];

    public static ImageData Make(int train, int test, int seed) => new($"made images, {Patterns.Length} patterns", Make(train, seed), Make(test, seed + 1));

    private static ImageSet Make(int count, int seed)
    {
        var random = new Random(seed);
        var set = new ImageSet(new byte[count * ImageSet.PixelsPerImage], new byte[count]);
        for (var i = 0; i < count; i++)
        {
            set.Labels[i] = (byte)random.Next(Patterns.Length);
            Draw(Patterns[set.Labels[i]], set.Pixels.AsSpan(i * ImageSet.PixelsPerImage, ImageSet.PixelsPerImage), random);
        }
        return set;
    }

    private static void Draw(Func<double, double, bool> pattern, Span<byte> pixels, Random random)
    {
        var (back, front) = Colours(random);
        var (sin, cos) = Math.SinCos(random.NextDouble() * 2 * Math.PI);
        var size = 8 + 6 * random.NextDouble();
        var (left, top) = (16 + 8 * (random.NextDouble() - 0.5), 16 + 8 * (random.NextDouble() - 0.5));
        for (var row = 0; row < ImageSet.Side; row++)
        {
            for (var column = 0; column < ImageSet.Side; column++)
            {
                var (dx, dy) = ((column + 0.5 - left) / size, (row + 0.5 - top) / size);
                var colour = pattern(cos * dx + sin * dy, cos * dy - sin * dx) ? front : back;
                for (var channel = 0; channel < ImageSet.Channels; channel++)
                    pixels[(channel * ImageSet.Side + row) * ImageSet.Side + column] = (byte)Math.Clamp(colour[channel] + Noise * Normal(random), 0, 255);
            }
        }
    }

    // Two colours that can be told apart in at least one channel.
    private static (double[] Back, double[] Front) Colours(Random random)
    {
        while (true)
        {
            double[] back = [256 * random.NextDouble(), 256 * random.NextDouble(), 256 * random.NextDouble()];
            double[] front = [256 * random.NextDouble(), 256 * random.NextDouble(), 256 * random.NextDouble()];
            if (back.Zip(front, (one, other) => Math.Abs(one - other)).Max() > 64)
                return (back, front);
        }
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
