using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Upsampling of values with their channels innermost.</summary>
public static unsafe class UpsampleKernel
{
    /// <summary>The larger map.</summary>
    public static void Forward(Slot x, Slot y, bool bilinear, bool alignCorners)
    {
        if (x.IsDouble)
            Forward<double>(x, y, bilinear, alignCorners);
        else
            Forward<float>(x, y, bilinear, alignCorners);
    }

    /// <summary>The gradient of x: that of each position goes to those it was made of.</summary>
    public static void Backward(Slot gradient, Slot gradX, bool bilinear, bool alignCorners)
    {
        if (gradient.IsDouble)
            Backward<double>(gradient, gradX, bilinear, alignCorners);
        else
            Backward<float>(gradient, gradX, bilinear, alignCorners);
    }

    private static void Forward<T>(Slot x, Slot y, bool bilinear, bool alignCorners)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        y.Span<T>().Clear();
        Visit<T>(x, y, isForward: true, bilinear, alignCorners);
    }

    private static void Backward<T>(Slot gradient, Slot gradX, bool bilinear, bool alignCorners)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        gradX.Span<T>().Clear();
        Visit<T>(gradX, gradient, isForward: false, bilinear, alignCorners);
    }

    /// <summary>Adds the share of every position of the small map to those of the large one, or the other way round.</summary>
    private static void Visit<T>(Slot small, Slot large, bool isForward, bool bilinear, bool alignCorners)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var n = 0; n < large.Batch; n++)
        {
            for (var h = 0; h < large.Height; h++)
            {
                var row = Source.Of(h, small.Height, large.Height, bilinear, alignCorners);
                for (var w = 0; w < large.Width; w++)
                {
                    var column = Source.Of(w, small.Width, large.Width, bilinear, alignCorners);
                    for (var corner = 0; corner < 4; corner++)
                    {
                        var share = row.Share(corner / 2) * column.Share(corner % 2);
                        if (share == 0)
                            continue;
                        var position = AvgPoolKernel.At<T>(small, n, row.At(corner / 2), column.At(corner % 2));
                        var target = AvgPoolKernel.At<T>(large, n, h, w);
                        Loops.AddScaled(T.CreateTruncating(share), isForward ? position : target, isForward ? target : position, small.Channels);
                    }
                }
            }
        }
    }

    /// <summary>The two neighbouring positions of the small map that one of the large map lies between, and the share of the second.</summary>
    private readonly record struct Source(int First, int Second, double Fraction)
    {
        public static Source Of(int position, int small, int large, bool bilinear, bool alignCorners)
        {
            if (!bilinear)
                return new((int)((long)position * small / large), 0, 0);
            var place = !alignCorners ? Math.Max(0, (position + 0.5) * small / large - 0.5)
                : large > 1 ? (double)position * (small - 1) / (large - 1)
                : 0;
            var first = Math.Min((int)place, small - 1);
            return new(first, Math.Min(first + 1, small - 1), place - first);
        }

        public int At(int corner) => corner == 0 ? First : Second;

        public double Share(int corner) => corner == 0 ? 1 - Fraction : Fraction;
    }
}
