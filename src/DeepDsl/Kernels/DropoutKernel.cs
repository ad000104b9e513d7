using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Dropout whose mask is a function of key and position, so that the backward pass draws it again.</summary>
public static unsafe class DropoutKernel
{
    /// <summary>y = x·mask/(1−p); y may be x. The same call turns the gradient of y into that of x.</summary>
    public static void Run(Slot x, Slot y, double p, DrawKey key)
    {
        if (x.IsDouble)
            Run((double*)x.Pointer, (double*)y.Pointer, x.Count, p, key);
        else
            Run((float*)x.Pointer, (float*)y.Pointer, x.Count, p, key);
    }

    /// <summary>The same with one draw for every channel of a sample.</summary>
    public static void RunByChannel(Slot x, Slot y, double p, DrawKey key)
    {
        if (x.IsDouble)
            RunByChannel<double>(x, y, p, key);
        else
            RunByChannel<float>(x, y, p, key);
    }

    /// <summary>The same with one draw for every sample.</summary>
    public static void RunBySample(Slot x, Slot y, double p, DrawKey key)
    {
        if (x.IsDouble)
            RunByPart<double>(x, y, x.Batch, p, key);
        else
            RunByPart<float>(x, y, x.Batch, p, key);
    }

    internal static void Run<T>(T* x, T* y, long count, double p, DrawKey key)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => RandomMask.Apply(x, y, count, p, key, factor: 1 / (1 - p), shift: 0, other: 0);

    private static void RunByChannel<T>(Slot x, Slot y, double p, DrawKey key)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!x.IsChannelsLast)
        {
            RunByPart<T>(x, y, (long)x.Batch * x.Channels, p, key);
            return;
        }
        var (channels, size) = (x.Channels, x.Count / x.Batch);
        var tile = ChannelLoops.Tile<T>(channels);
        fixed (byte* scratch = Scratch.Bytes(checked((x.Batch * channels + tile) * sizeof(T))))
        {
            var masks = (T*)scratch;
            var tiled = masks + (long)x.Batch * channels;
            Draw(masks, (long)x.Batch * channels, p, key);
            for (var n = 0; n < x.Batch; n++)
            {
                new Span<T>(masks + (long)n * channels, channels).CopyTo(new(tiled, channels));
                ChannelLoops.Repeat(tiled, channels, tile);
                ChannelLoops.Map<T, Scaling<T>>(size, tile, new((T*)x.Pointer + n * size, tiled, (T*)y.Pointer + n * size));
            }
        }
    }

    // One draw for each of so many parts that lie one behind the other.
    private static void RunByPart<T>(Slot x, Slot y, long parts, double p, DrawKey key)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = checked((int)(x.Count / parts));
        fixed (byte* scratch = Scratch.Bytes(checked((int)parts * sizeof(T))))
        {
            var masks = (T*)scratch;
            Draw(masks, parts, p, key);
            for (var part = 0L; part < parts; part++)
                Loops.Multiply(masks[part], (T*)x.Pointer + part * size, (T*)y.Pointer + part * size, size);
        }
    }

    private static void Draw<T>(T* masks, long count, double p, DrawKey key)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        new Span<T>(masks, (int)count).Fill(T.One);
        Run(masks, masks, count, p, key);
    }

    private readonly struct Scaling<T>(T* x, T* factors, T* y) : IChannelMap
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long at, int channel)
            where TLanes : struct, ILanes => TLanes.Store(TLanes.Load(x + at) * TLanes.Load(factors + channel), y + at);
    }
}
