using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Copies of many short rows, such as the channels at every position.</summary>
internal static unsafe class RowCopies
{
    // From here on the library's copy is as fast, and its call costs little.
    private const long LongRow = 2048;

    /// <summary>Copies so many rows of so many bytes; a step leads from one row to the next, and with a step of 0 the same row is copied again and again.</summary>
    public static void Run(void* source, long sourceStep, void* target, long targetStep, long bytes, long rows)
    {
        if (bytes == sourceStep && bytes == targetStep)
            (bytes, rows) = (bytes * rows, 1);
        Parallel.For(rows, bytes / sizeof(float), new Rows((byte*)source, sourceStep, (byte*)target, targetStep, bytes));
    }

    private readonly struct Rows(byte* source, long sourceStep, byte* target, long targetStep, long bytes) : IRange
    {
        public void Run(long begin, long end)
        {
            var from = source + begin * sourceStep;
            var to = target + begin * targetStep;
            var rows = end - begin;
            if (bytes >= LongRow)
                CopyLong(from, sourceStep, to, targetStep, bytes, rows);
            else if (bytes >= Vector<byte>.Count)
                Copy(from, sourceStep, to, targetStep, bytes, rows);
            else
                CopyElements(from, sourceStep, to, targetStep, bytes, rows);
        }
    }

    private static void CopyLong(byte* source, long sourceStep, byte* target, long targetStep, long bytes, long rows)
    {
        for (; rows > 0; rows--, source += sourceStep, target += targetStep)
            System.Buffer.MemoryCopy(source, target, bytes, bytes);
    }

    [MethodImpl(Hot.Loop)]
    private static void Copy(byte* source, long sourceStep, byte* target, long targetStep, long bytes, long rows)
    {
        var last = bytes - Vector<byte>.Count;
        for (; rows > 0; rows--, source += sourceStep, target += targetStep)
        {
            for (var i = 0L; i < last; i += Vector<byte>.Count)
                Vector.Store(Vector.Load(source + i), target + i);
            // The last ones overlap those before them, if the row is no whole vectors.
            Vector.Store(Vector.Load(source + last), target + last);
        }
    }

    // Elements of either type are whole words.
    [MethodImpl(Hot.Loop)]
    private static void CopyElements(byte* source, long sourceStep, byte* target, long targetStep, long bytes, long rows)
    {
        for (; rows > 0; rows--, source += sourceStep, target += targetStep)
        {
            for (var i = 0L; i < bytes; i += sizeof(float))
                *(float*)(target + i) = *(float*)(source + i);
        }
    }
}
