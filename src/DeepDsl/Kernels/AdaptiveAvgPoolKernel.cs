using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Average pooling to a given size, over values with their channels innermost.</summary>
public static unsafe class AdaptiveAvgPoolKernel
{
    /// <summary>The means of the windows.</summary>
    public static void Forward(Slot x, Slot y)
    {
        if (x.IsDouble)
            Forward<double>(x, y);
        else
            Forward<float>(x, y);
    }

    /// <summary>The gradient of x: that of each mean is shared by its window.</summary>
    public static void Backward(Slot gradient, Slot gradX)
    {
        if (gradient.IsDouble)
            Backward<double>(gradient, gradX);
        else
            Backward<float>(gradient, gradX);
    }

    private static void Forward<T>(Slot x, Slot y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        y.Span<T>().Clear();
        Visit<T>(x, y, isForward: true);
    }

    private static void Backward<T>(Slot gradient, Slot gradX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        gradX.Span<T>().Clear();
        Visit<T>(gradX, gradient, isForward: false);
    }

    /// <summary>Adds the share of every position of the map to its window's mean, or the other way round.</summary>
    private static void Visit<T>(PooledMaps map, PooledMaps means, bool isForward)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var n = 0; n < means.Count; n++)
        {
            for (var row = 0; row < means.Height; row++)
            {
                var (top, bottom) = Window(row, map.Height, means.Height);
                for (var column = 0; column < means.Width; column++)
                {
                    var (left, right) = Window(column, map.Width, means.Width);
                    var mean = means.At<T>(n, row, column);
                    var share = T.One / T.CreateTruncating((bottom - top) * (right - left));
                    for (var h = top; h < bottom; h++)
                    {
                        for (var w = left; w < right; w++)
                        {
                            var position = map.At<T>(n, h, w);
                            Loops.AddScaled(share, isForward ? position : mean, isForward ? mean : position, map.Channels);
                        }
                    }
                }
            }
        }
    }

    private static (int From, int To) Window(int position, int size, int positions) =>
        ((int)((long)position * size / positions), (int)(((long)(position + 1) * size + positions - 1) / positions));
}
