using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>A bias, and the function behind it, in one pass.</summary>
public static unsafe class BiasKernel
{
    /// <summary>y = f(y + b) over the last dimension.</summary>
    internal static void Forward<TFunction>(Slot y, Slot bias, TFunction then)
        where TFunction : struct, IPointwise
    {
        if (y.IsDouble)
            Forward((double*)y.Pointer, (double*)bias.Pointer, null, (double*)y.Pointer, y.Count, y.Columns, then);
        else
            Forward((float*)y.Pointer, (float*)bias.Pointer, null, (float*)y.Pointer, y.Count, y.Columns, then);
    }

    /// <summary>y = f(x + b) over the last dimension; y may be x.</summary>
    internal static void Forward<T, TFunction>(T* x, T* bias, T* argument, T* y, long count, int columns, TFunction then)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IPointwise
    {
        var tile = ChannelLoops.Tile<T>(columns);
        fixed (byte* scratch = Scratch.Bytes(tile * sizeof(T)))
        {
            if (tile != columns)
            {
                new Span<T>(bias, columns).CopyTo(new(scratch, columns));
                bias = (T*)scratch;
                ChannelLoops.Repeat(bias, columns, tile);
            }
            ChannelLoops.Map<T, Map<T, TFunction>>(count, tile, new(x, bias, argument, y, then));
        }
    }

    /// <summary>The gradient before the function, which may take the place of that behind it, and that of the bias.</summary>
    /// <param name="gradient">The gradient of the result.</param>
    /// <param name="saved">The argument of the function, or its result where the derivative follows from it.</param>
    /// <param name="before">The gradient of the argument.</param>
    /// <param name="gradBias">The gradient of the bias: the sums of that of the argument over all rows, or for feature maps over all positions.</param>
    /// <param name="then">The function.</param>
    public static void Backward<TFunction>(Slot gradient, Slot saved, Slot before, Slot gradBias, TFunction then)
        where TFunction : struct, IPointwise
    {
        if (gradient.IsDouble)
            Backward<double, TFunction>(gradient, saved, before, gradBias, then);
        else
            Backward<float, TFunction>(gradient, saved, before, gradBias, then);
    }

    private static void Backward<T, TFunction>(Slot gradient, Slot saved, Slot before, Slot gradBias, TFunction then)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IPointwise =>
        ColumnSums.Run<T, WrittenValues<T, TFunction>>(gradient.Count, gradient.Columns, new(new((T*)gradient.Pointer, (T*)saved.Pointer, (T*)before.Pointer, then)), (T*)gradBias.Pointer);

    private readonly struct Map<T, TFunction>(T* x, T* bias, T* argument, T* y, TFunction then) : IChannelMap
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long at, int channel)
            where TLanes : struct, ILanes
        {
            var value = TLanes.Load(x + at) + TLanes.Load(bias + channel);
            if (argument != null)
                TLanes.Store(value, argument + at);
            TLanes.Store(then.Apply(value), y + at);
        }
    }
}
