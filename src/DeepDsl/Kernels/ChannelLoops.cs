using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>What is done with every element of rows of channels.</summary>
internal interface IChannelMap
{
    /// <param name="at">The position of the element in memory.</param>
    /// <param name="channel">Where its channel stands in the tiled arrays of channels.</param>
    void Run<TLanes>(long at, int channel)
        where TLanes : struct, ILanes;
}

/// <summary>What every element of rows of channels adds to two sums of its channel.</summary>
internal interface IChannelTerms<T>
    where T : unmanaged
{
    /// <inheritdoc cref="IChannelMap.Run"/>
    void Add<TLanes>(long at, int channel, ref Vector<T> first, ref Vector<T> second)
        where TLanes : struct, ILanes;
}

/// <summary>The loops over rows of channels that normalizations and biases share.</summary>
/// <remarks>Loops are compiled with all optimizations at once: a training may be over before the runtime has found out that they are hot.
/// Rows are taken together until they are whole vectors; an array of what belongs to channels is repeated as often (<see cref="Repeat"/>), so that few channels are as fast as many.</remarks>
internal static unsafe class ChannelLoops
{
    // Sums are taken in the type of the elements within a block, and in double precision from block to block.
    private const int BlockElements = 8192;

    // Threads fill the sums of so many blocks side by side, which are then added in the order of the blocks.
    private const int SharedBlocks = 64;

    /// <summary>The length of the tiled arrays of channels.</summary>
    public static int Tile<T>(int channels)
        where T : unmanaged
    {
        var length = channels;
        while (length % Vector<T>.Count != 0)
            length += channels;
        // A strip of four vectors keeps the units for additions busy.
        while (length < 4 * Vector<T>.Count)
            length *= 2;
        return length;
    }

    /// <summary>Fills the rest of a tiled array with copies of its first part.</summary>
    [MethodImpl(Hot.Loop)]
    public static void Repeat<T>(T* values, int channels, int length)
        where T : unmanaged
    {
        for (var i = channels; i < length; i++)
            values[i] = values[i - channels];
    }

    /// <summary>Does something with every element.</summary>
    [MethodImpl(Hot.Loop)]
    public static void Map<T, TMap>(long count, int tile, TMap map)
        where T : unmanaged
        where TMap : struct, IChannelMap
    {
        var width = Vector<T>.Count;
        var at = count / tile * tile;
        Parallel.For(count / tile, tile, new MapRows<T, TMap>(tile, map));
        var channel = 0;
        for (; at <= count - width; at += width, channel += width)
            map.Run<WholeVectors>(at, channel);
        for (; at < count; at++, channel++)
            map.Run<SingleElements>(at, channel);
    }

    /// <summary>Adds up what every element contributes to its channel.</summary>
    /// <param name="count">The number of elements.</param>
    /// <param name="tile">The length of the tiled arrays of channels.</param>
    /// <param name="terms">What an element adds.</param>
    /// <param name="first">The first sum of every channel.</param>
    /// <param name="second">The second; empty where there is none.</param>
    [MethodImpl(Hot.Loop)]
    public static void Reduce<T, TTerms>(long count, int tile, TTerms terms, Span<double> first, Span<double> second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerms : struct, IChannelTerms<T>
    {
        first.Clear();
        second.Clear();
        var width = Vector<T>.Count;
        // Long rows would fill much memory with sums.
        var shared = tile <= BlockElements && Parallel.Pays(count) ? SharedBlocks : 1;
        fixed (byte* scratch = Scratch.Partials(shared * 2 * tile * sizeof(T)))
        {
            var one = (T*)scratch;
            var other = (T*)scratch + tile;
            var (rows, block) = (count / tile, Math.Max(1, BlockElements / tile));
            var blocks = (rows + block - 1) / block;
            for (var begin = 0L; begin < blocks; begin += shared)
            {
                var now = (int)Math.Min(shared, blocks - begin);
                Parallel.For(now, (long)block * tile, new ReduceBlocks<T, TTerms>(begin, block, rows, tile, terms, one));
                for (var i = 0; i < now; i++)
                {
                    AddTo(first, one + 2L * i * tile, tile);
                    AddTo(second, other + 2L * i * tile, tile);
                }
            }
            var at = rows * tile;
            var channel = 0;
            new Span<T>(one, 2 * tile).Clear();
            for (; at <= count - width; at += width, channel += width)
                Column(at, 1, 0, channel, terms, one, other);
            for (; at < count; at++, channel++)
            {
                var (a, b) = (Vector<T>.Zero, Vector<T>.Zero);
                terms.Add<SingleElements>(at, channel, ref a, ref b);
                (one[channel], other[channel]) = (Vector.ToScalar(a), Vector.ToScalar(b));
            }
            AddTo(first, one, tile);
            AddTo(second, other, tile);
        }
    }

    // Four vectors side by side down the rows, their sums in registers.
    [MethodImpl(Hot.Loop)]
    private static void Strip<T, TTerms>(long at, int rows, int tile, int channel, TTerms terms, T* first, T* second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerms : struct, IChannelTerms<T>
    {
        var width = Vector<T>.Count;
        Vector<T> a0 = default, a1 = default, a2 = default, a3 = default;
        Vector<T> b0 = default, b1 = default, b2 = default, b3 = default;
        for (var row = 0; row < rows; row++, at += tile)
        {
            terms.Add<WholeVectors>(at, channel, ref a0, ref b0);
            terms.Add<WholeVectors>(at + width, channel + width, ref a1, ref b1);
            terms.Add<WholeVectors>(at + 2 * width, channel + 2 * width, ref a2, ref b2);
            terms.Add<WholeVectors>(at + 3 * width, channel + 3 * width, ref a3, ref b3);
        }
        Vector.Store(a0, first + channel);
        Vector.Store(a1, first + channel + width);
        Vector.Store(a2, first + channel + 2 * width);
        Vector.Store(a3, first + channel + 3 * width);
        Vector.Store(b0, second + channel);
        Vector.Store(b1, second + channel + width);
        Vector.Store(b2, second + channel + 2 * width);
        Vector.Store(b3, second + channel + 3 * width);
    }

    [MethodImpl(Hot.Loop)]
    private static void Column<T, TTerms>(long at, int rows, int tile, int channel, TTerms terms, T* first, T* second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerms : struct, IChannelTerms<T>
    {
        var (a, b) = (Vector<T>.Zero, Vector<T>.Zero);
        for (var row = 0; row < rows; row++, at += tile)
            terms.Add<WholeVectors>(at, channel, ref a, ref b);
        Vector.Store(a, first + channel);
        Vector.Store(b, second + channel);
    }

    [MethodImpl(Hot.Loop)]
    private static void AddTo<T>(Span<double> sums, T* partial, int tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var row = 0; sums.Length > 0 && row < tile; row += sums.Length)
        {
            for (var c = 0; c < sums.Length; c++)
                sums[c] += double.CreateTruncating(partial[row + c]);
        }
    }

    private readonly struct MapRows<T, TMap>(int tile, TMap map) : IRange
        where T : unmanaged
        where TMap : struct, IChannelMap
    {
        [MethodImpl(Hot.Loop)]
        public void Run(long begin, long end)
        {
            var (run, width, length) = (map, Vector<T>.Count, tile);
            for (var at = begin * length; at < end * length; at += length)
            {
                for (var c = 0; c < length; c += width)
                    run.Run<WholeVectors>(at + c, c);
            }
        }
    }

    private readonly struct ReduceBlocks<T, TTerms>(long first, int block, long rows, int tile, TTerms terms, T* sums) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerms : struct, IChannelTerms<T>
    {
        [MethodImpl(Hot.Loop)]
        public void Run(long begin, long end)
        {
            var width = Vector<T>.Count;
            for (var i = begin; i < end; i++)
            {
                var one = sums + 2 * i * tile;
                var other = one + tile;
                var row = (first + i) * block;
                var size = (int)Math.Min(block, rows - row);
                var c = 0;
                for (; c <= tile - 4 * width; c += 4 * width)
                    Strip(row * tile + c, size, tile, c, terms, one, other);
                for (; c < tile; c += width)
                    Column(row * tile + c, size, tile, c, terms, one, other);
            }
        }
    }
}
