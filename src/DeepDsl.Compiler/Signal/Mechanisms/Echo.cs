namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>How a gradient of one position's result returns to the gates of those before it.</summary>
/// <remarks>
/// On its way over a position it is kept (times a) or passes the state's matrix (times r, a root of energies). That matrix is the same at all positions, so that
/// ways on which it is passed equally often add up as amplitudes, and others as energies: n positions back the energy is Σ_k C(n, k)²·a^(2(n − k))·r^(2k).
/// </remarks>
internal sealed class Echo
{
    // What passes the matrix more often is next to nothing, or beyond all bounds.
    private const int MostPasses = 24;

    private readonly double _keep;
    private readonly double _pass;
    private readonly double[] _sources;
    private readonly double _likeness;

    /// <summary>The echo of gradients.</summary>
    /// <param name="keep">What is kept from position to position.</param>
    /// <param name="pass">The root of the energy that passes the state's matrix.</param>
    /// <param name="sources">The energies of the gradients of the results, in the order in which positions are read.</param>
    /// <param name="likeness">The correlation of two of them.</param>
    public Echo(double keep, double pass, double[] sources, double likeness)
    {
        (_keep, _pass, _sources, _likeness) = (keep, pass, sources, likeness);
        Energies = new double[sources.Length];
        AddApart();
        AddTogether();
    }

    /// <summary>The energy that arrives at every position.</summary>
    public double[] Energies { get; }

    /// <summary>The sum of the products over all pairs of different positions.</summary>
    public double Pairs { get; private set; }

    /// <summary>The same, each weighed by a power of what is kept: as memories of positions so far apart are alike.</summary>
    public double NearPairs { get; private set; }

    /// <summary>The sum over all pairs of positions, one in each of two samples, for mean amplitudes of one.</summary>
    public double Across { get; private set; }

    // Every source by itself: its echo is the same wherever it is, and ends where the sequence begins.
    private void AddApart()
    {
        var (length, weight) = (_sources.Length, 1 - _likeness);
        var amplitudes = new double[MostPasses + 1];
        var (sums, near) = (new double[MostPasses + 1], new double[MostPasses + 1]);
        amplitudes[0] = 1;
        var (pairs, nearPairs) = (0.0, 0.0);
        for (var back = 0; back < length; back++)
        {
            var energy = amplitudes.Sum(amplitude => amplitude * amplitude);
            for (var k = 0; k <= MostPasses; k++)
            {
                pairs += 2 * amplitudes[k] * sums[k];
                nearPairs += 2 * amplitudes[k] * near[k];
                sums[k] += amplitudes[k];
                near[k] = _keep * (near[k] + amplitudes[k]);
            }
            for (var source = back; source < length; source++)
                Energies[source - back] += weight * _sources[source] * energy;
            Pairs += weight * _sources[back] * pairs;
            NearPairs += weight * _sources[back] * nearPairs;
            Advance(amplitudes);
        }
    }

    // All sources at once, as if they were one another's multiples.
    private void AddTogether()
    {
        var roots = Array.ConvertAll(_sources, Math.Sqrt);
        var mean = roots.Average();
        if (mean == 0)
            return;
        var amplitudes = new double[MostPasses + 1];
        var (sums, near) = (new double[MostPasses + 1], new double[MostPasses + 1]);
        for (var position = roots.Length - 1; position >= 0; position--)
        {
            Advance(amplitudes);
            amplitudes[0] += roots[position];
            for (var k = 0; k <= MostPasses; k++)
            {
                Energies[position] += _likeness * amplitudes[k] * amplitudes[k];
                Pairs += 2 * _likeness * amplitudes[k] * sums[k];
                NearPairs += 2 * _likeness * amplitudes[k] * near[k];
                sums[k] += amplitudes[k];
                near[k] = _keep * (near[k] + amplitudes[k]);
            }
        }
        Across = sums.Sum(sum => sum * sum) / (mean * mean);
    }

    private void Advance(double[] amplitudes)
    {
        for (var k = MostPasses; k > 0; k--)
            amplitudes[k] = _keep * amplitudes[k] + _pass * amplitudes[k - 1];
        amplitudes[0] *= _keep;
    }
}
