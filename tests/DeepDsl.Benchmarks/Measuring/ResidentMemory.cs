using System.Globalization;
using System.Runtime.InteropServices;

namespace DeepDsl.Benchmarks.Measuring;

/// <summary>How far the memory of the process rises.</summary>
internal static partial class ResidentMemory
{
    /// <summary>The highest memory in use while something runs, above what was in use before; null where the system does not tell.</summary>
    public static long? PeakDuring(Action run)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        if (!OperatingSystem.IsLinux())
        {
            run();
            return null;
        }
        try
        {
            // What the allocator keeps of earlier runs would hide what this one needs.
            _ = Trim(0);
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or EntryPointNotFoundException)
        {
            run();
            return null;
        }
        var before = Read("VmRSS:");
        run();
        return Math.Max(0, Read("VmHWM:") - before);
    }

    private static long Read(string entry) => File.ReadLines("/proc/self/status").Where(line => line.StartsWith(entry, StringComparison.Ordinal))
        .Select(line => 1024 * long.Parse(line[entry.Length..].Replace("kB", ""), CultureInfo.InvariantCulture)).First();

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint pad);
}
