using System.Runtime;
using DeepDsl.Benchmarks.Variants;
using TorchSharp;

namespace DeepDsl.Benchmarks.Measuring;

/// <summary>Times variants in turns, so that what else the machine does strikes all of them alike.</summary>
/// <param name="rounds">How often each one has its turn.</param>
/// <param name="sampleMilliseconds">How long a turn lasts at least, unless a single step is longer.</param>
/// <param name="useCpuTime">Whether the thread's processor time counts.</param>
internal sealed class Interleaved(int rounds, double sampleMilliseconds, bool useCpuTime)
{
    /// <summary>The times of a step, round by round, and those on the wall.</summary>
    public IReadOnlyList<(double[] Counted, double[] Wall)> Run(IReadOnlyList<IVariant> variants)
    {
        var steps = WarmUp(variants).Select(time => Math.Clamp((int)Math.Ceiling(sampleMilliseconds / time), 1, 100_000)).ToArray();
        var times = variants.Select(_ => (Counted: new double[rounds], Wall: new double[rounds])).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < variants.Count; i++)
            {
                var time = Sample(variants[i], steps[i]);
                (times[i].Counted[round], times[i].Wall[round]) = (useCpuTime ? time.CpuMilliseconds : time.WallMilliseconds, time.WallMilliseconds);
            }
        }
        return times;
    }

    /// <summary>What a step allocates in the managed heap, and the tensors that are alive at its end.</summary>
    public static (long ManagedBytes, long LiveTensors) Count(IVariant variant)
    {
        const int steps = 3;
        variant.Run();
        var live = 0L;
        var (tensors, bytes) = (torch.Tensor.TotalCount, GC.GetAllocatedBytesForCurrentThread());
        for (var step = 0; step < steps; step++)
            variant.Run();
        bytes = (GC.GetAllocatedBytesForCurrentThread() - bytes) / steps;
        tensors = torch.Tensor.TotalCount;
        variant.Run(() => live = torch.Tensor.TotalCount - tensors);
        return (bytes, live);
    }

    private static ThreadClock Sample(IVariant variant, int steps)
    {
        variant.Reset();
        if (steps > 1)
            variant.Run();
        var start = ThreadClock.Now;
        for (var step = 0; step < steps; step++)
            variant.Run();
        var time = ThreadClock.Now.Since(start);
        return new(time.CpuMilliseconds / steps, time.WallMilliseconds / steps);
    }

    /// <summary>Runs all variants until the JIT, which works in the background and by stages, makes none of them faster any more.</summary>
    /// <returns>The least time of a step of each.</returns>
    private double[] WarmUp(IReadOnlyList<IVariant> variants)
    {
        const int passes = 40, quietPasses = 4;
        var compiled = 0L;
        // Networks of long steps call their kernels often enough in a few of them.
        var (start, enough) = (ThreadClock.Now, 300 * sampleMilliseconds);
        var least = new double[variants.Count];
        Array.Fill(least, double.MaxValue);
        for (var (pass, quiet) = (0, 0); pass < passes && quiet < quietPasses && (pass < 2 || ThreadClock.Now.Since(start).CpuMilliseconds < enough); pass++, quiet++)
        {
            for (var i = 0; i < variants.Count; i++)
            {
                var time = LeastOf(variants[i]);
                if (time < 0.95 * least[i])
                    quiet = -1;
                least[i] = Math.Min(least[i], time);
            }
            Thread.Sleep(120);
            // On a busy machine it may be long before the JIT's own thread has its turn.
            var count = JitInfo.GetCompiledMethodCount();
            if (count != compiled)
                quiet = -1;
            compiled = count;
        }
        return least;
    }

    private static double LeastOf(IVariant variant)
    {
        const double enoughMilliseconds = 50;
        // Short steps are timed together, as the clock takes time as well.
        var (least, together) = (double.MaxValue, 1);
        var begin = ThreadClock.Now;
        do
        {
            var start = ThreadClock.Now;
            for (var step = 0; step < together; step++)
                variant.Run();
            var time = ThreadClock.Now.Since(start).CpuMilliseconds;
            least = Math.Min(least, time / together);
            together = time < 0.5 ? 2 * together : together;
        }
        while (ThreadClock.Now.Since(begin).WallMilliseconds < enoughMilliseconds);
        return least;
    }
}
