using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Pooling between maps with several lines beside each other as their channels.</summary>
internal interface ILinePooling
{
    /// <param name="from">What is read.</param>
    /// <param name="to">What is written.</param>
    /// <param name="line">The first line's number.</param>
    void Run(PooledMaps from, PooledMaps to, long line);
}

/// <summary>Takes lines, whose positions lie side by side, to where the lines do, and back: then their positions are pooled for a vector of lines at a time.</summary>
internal static unsafe class LineTiles
{
    private const int Lines = 16;

    /// <summary>Pools all lines, tile by tile.</summary>
    public static void Run<T, TPooling>(PooledMaps from, PooledMaps to, TPooling pooling)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPooling : struct, ILinePooling =>
        Parallel.For((from.Count + Lines - 1) / Lines, (long)Lines * Math.Max(from.Width, to.Width), new Tiles<T, TPooling>(from, to, pooling));

    private readonly struct Tiles<T, TPooling>(PooledMaps from, PooledMaps to, TPooling pooling) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPooling : struct, ILinePooling
    {
        public void Run(long begin, long end)
        {
            fixed (byte* scratch = Scratch.Bytes(checked(Lines * (from.Width + to.Width) * sizeof(T))))
            {
                var source = (T*)scratch;
                var target = source + (long)Lines * from.Width;
                for (var tile = begin; tile < end; tile++)
                {
                    var line = (int)tile * Lines;
                    var lines = Math.Min(Lines, from.Count - line);
                    LayoutKernel.Transpose(from.At<T>(line, 0, 0), source, lines, from.Width);
                    pooling.Run(new(source, lines, 1, from.Width), new(target, lines, 1, to.Width), line);
                    LayoutKernel.Transpose(target, to.At<T>(line, 0, 0), to.Width, lines);
                }
            }
        }
    }
}
