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
        foreach (var variant in variants)
            WarmUp(variant);
        // The JIT finishes its best code in the background.
        Thread.Sleep(150);
        var steps = variants.Select(WarmUp).ToArray();
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
        variant.Run();
        var start = ThreadClock.Now;
        for (var step = 0; step < steps; step++)
            variant.Run();
        var time = ThreadClock.Now.Since(start);
        return new(time.CpuMilliseconds / steps, time.WallMilliseconds / steps);
    }

    /// <summary>Lets the JIT see the code, and finds how many steps make a sample.</summary>
    private int WarmUp(IVariant variant)
    {
        const int enoughCalls = 60;
        const double enoughMilliseconds = 300;
        variant.Run();
        var start = ThreadClock.Now;
        var calls = 0;
        double milliseconds;
        do
        {
            variant.Run();
            calls++;
            milliseconds = ThreadClock.Now.Since(start).WallMilliseconds;
        }
        while (milliseconds < enoughMilliseconds && (calls < enoughCalls || milliseconds < 2 * sampleMilliseconds));
        return Math.Clamp((int)Math.Ceiling(sampleMilliseconds * calls / milliseconds), 1, 100_000);
    }
}
