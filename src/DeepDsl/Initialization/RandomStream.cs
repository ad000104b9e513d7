namespace DeepDsl.Initialization;

/// <summary>A stream of random numbers that is the same on every machine (SplitMix64: Steele et al., 2014).</summary>
/// <param name="seed">The model's seed.</param>
/// <param name="name">The parameter's name: another layer before it changes nothing.</param>
internal sealed class RandomStream(long seed, string name)
{
    private ulong _state = Mix((ulong)seed + 0x9e3779b97f4a7c15) ^ Mix(Hash(name));
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

    // FNV-1a, as string.GetHashCode differs from run to run.
    private static ulong Hash(string name) => name.Aggregate(0xcbf29ce484222325, (hash, character) => (hash ^ character) * 0x100000001b3);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
