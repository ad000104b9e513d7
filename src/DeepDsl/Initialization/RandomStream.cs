namespace DeepDsl.Initialization;

/// <summary>A stream of random numbers that is the same on every machine (SplitMix64: Steele et al., 2014).</summary>
internal sealed class RandomStream(long seed, int stream)
{
    private ulong _state = Mix((ulong)seed + 0x9e3779b97f4a7c15) ^ Mix((ulong)stream * 0xd1342543de82ef95 + 1);
    private double? _spare;

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble()
    {
        _state += 0x9e3779b97f4a7c15;
        return (Mix(_state) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Standard normal, by the polar method (Marsaglia and Bray, 1964).</summary>
    public double NextNormal()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }
        while (true)
        {
            var (x, y) = (2 * NextDouble() - 1, 2 * NextDouble() - 1);
            var square = x * x + y * y;
            if (square is >= 1 or 0)
                continue;
            var scale = Math.Sqrt(-2 * Math.Log(square) / square);
            _spare = y * scale;
            return x * scale;
        }
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
