using System.Diagnostics;

namespace DeepDsl.Benchmarks.Profiling;

/// <summary>Takes the time of every kernel call of a step; called by code that <see cref="ProfiledModel"/> compiles.</summary>
public static class StepProfile
{
    private static long[] _step = [];
    private static long _start;

    /// <summary>Before a call.</summary>
    public static void Begin() => _start = Stopwatch.GetTimestamp();

    /// <summary>After a call.</summary>
    /// <param name="site">Its number.</param>
    public static void End(int site) => _step[site] += Stopwatch.GetTimestamp() - _start;

    /// <summary>Times a call that has a result.</summary>
    public static T Of<T>(int site, Func<T> call)
    {
        Begin();
        var result = call();
        End(site);
        return result;
    }

    /// <summary>Runs steps and returns the least time of every site in milliseconds; the least is what a busy machine does not change.</summary>
    internal static double[] Run(int sites, int steps, Action step)
    {
        _step = new long[sites];
        var least = new long[sites];
        Array.Fill(least, long.MaxValue);
        for (var i = 0; i < steps; i++)
        {
            Array.Clear(_step);
            step();
            for (var site = 0; site < sites; site++)
                least[site] = Math.Min(least[site], _step[site]);
        }
        return [.. least.Select(ticks => ticks * 1000.0 / Stopwatch.Frequency)];
    }
}
