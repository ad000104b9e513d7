using System.Diagnostics;

namespace DeepDsl.Benchmarks.Profiling;

/// <summary>Takes the time of every kernel call of a step; called by code that <see cref="ProfiledModel"/> compiles.</summary>
public static class StepProfile
{
    private static readonly List<(int Site, long Ticks)> Calls = [];
    private static long _start;

    /// <summary>Before a call.</summary>
    public static void Begin() => _start = Stopwatch.GetTimestamp();

    /// <summary>After a call.</summary>
    /// <param name="site">Its number.</param>
    public static void End(int site) => Calls.Add((site, Stopwatch.GetTimestamp() - _start));

    /// <summary>Times a call that has a result.</summary>
    public static T Of<T>(int site, Func<T> call)
    {
        Begin();
        var result = call();
        End(site);
        return result;
    }

    /// <summary>Runs steps that all make the same calls, and returns each one's site and least time in milliseconds: what other programs have not lengthened.</summary>
    internal static IReadOnlyList<(int Site, double Milliseconds)> Run(int steps, Action step)
    {
        (int Site, long Ticks)[]? least = null;
        for (var i = 0; i < steps; i++)
        {
            Calls.Clear();
            step();
            least ??= [.. Calls];
            for (var call = 0; call < least.Length; call++)
                least[call].Ticks = Math.Min(least[call].Ticks, Calls[call].Ticks);
        }
        return [.. least!.Select(call => (call.Site, call.Ticks * 1000.0 / Stopwatch.Frequency))];
    }
}
