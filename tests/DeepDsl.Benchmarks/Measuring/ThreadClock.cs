using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DeepDsl.Benchmarks.Measuring;

/// <summary>The time on the wall, and on Linux the processor time of this thread, which other programs do not change.</summary>
internal readonly partial record struct ThreadClock(double CpuMilliseconds, double WallMilliseconds)
{
    private const int ProcessCpuTime = 2;
    private const int ThreadCpuTime = 3;

    /// <summary>Whether a thread's processor time can be told.</summary>
    public static bool HasCpuTime { get; } = OperatingSystem.IsLinux();

    public static ThreadClock Now => Read(ThreadCpuTime);

    /// <summary>The same with the processor time of all threads of the process.</summary>
    public static ThreadClock OfProcess => Read(ProcessCpuTime);

    public ThreadClock Since(ThreadClock start) => new(CpuMilliseconds - start.CpuMilliseconds, WallMilliseconds - start.WallMilliseconds);

    private static ThreadClock Read(int clock)
    {
        var wall = Stopwatch.GetTimestamp() * (1000.0 / Stopwatch.Frequency);
        return HasCpuTime && ReadClock(clock, out var time) == 0 ? new(time.Seconds * 1e3 + time.Nanoseconds * 1e-6, wall) : new(wall, wall);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
