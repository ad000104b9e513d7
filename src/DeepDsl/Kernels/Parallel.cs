using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DeepDsl.Native;

namespace DeepDsl.Kernels;

/// <summary>What is done with a range of a pass.</summary>
internal interface IRange
{
    void Run(long begin, long end);
}

/// <summary>Passes over much memory, in parts on libtorch's threads. What a part does must not depend on where it begins: then the number of threads changes no bit.</summary>
internal static unsafe class Parallel
{
    // About what one thread does in the time that it takes to wake another.
    private const long GrainElements = 32768;

    /// <summary>Whether a pass over so many elements is shared by several threads.</summary>
    public static bool Pays(long elements) => elements >= 2 * GrainElements && LibTorch.ParallelFor != null && ThreadCount.Here > 1;

    /// <summary>Runs parts from 0 to <paramref name="count"/>, each of so many elements: all at once where that is little.</summary>
    public static void For<TRange>(long count, long elements, TRange range)
        where TRange : struct, IRange
    {
        if (!Pays(count * elements))
        {
            range.Run(0, count);
            return;
        }
        var work = new Work(&Run<TRange>, Unsafe.AsPointer(ref range));
        LibTorch.ParallelFor(0, count, Math.Max(1, GrainElements / Math.Max(1, elements)), &Call, &work);
    }

    // A function that native code calls cannot be generic.
    [UnmanagedCallersOnly]
    private static void Call(long begin, long end, void* work) => ((Work*)work)->Run(((Work*)work)->Range, begin, end);

    private static void Run<TRange>(void* range, long begin, long end)
        where TRange : struct, IRange => Unsafe.AsRef<TRange>(range).Run(begin, end);

    private readonly struct Work(delegate*<void*, long, long, void> run, void* range)
    {
        public readonly delegate*<void*, long, long, void> Run = run;
        public readonly void* Range = range;
    }
}
