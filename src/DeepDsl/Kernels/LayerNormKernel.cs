using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Layer normalization over the last dimensions.</summary>
public static unsafe class LayerNormKernel
{
    /// <summary>Normalizes every row of x, and keeps the statistics for the backward pass.</summary>
    public static void Forward(Slot x, Slot? weight, Slot? bias, Slot y, Slot mean, Slot invStd, double eps)
    {
        if (x.IsDouble)
            Forward<double>(x, weight, bias, y, mean, invStd, eps);
        else
            Forward<float>(x, weight, bias, y, mean, invStd, eps);
    }

    /// <summary>The gradients of x (which may take the place of that of the result), weight and bias.</summary>
    public static void Backward(Slot gradient, Slot x, Slot? weight, Slot mean, Slot invStd, Slot? gradX, Slot? gradWeight, Slot? gradBias)
    {
        if (x.IsDouble)
            Backward<double>(gradient, x, weight, mean, invStd, gradX, gradWeight, gradBias);
        else
            Backward<float>(gradient, x, weight, mean, invStd, gradX, gradWeight, gradBias);
    }

    private static void Forward<T>(Slot x, Slot? weight, Slot? bias, Slot y, Slot mean, Slot invStd, double eps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = (int)mean.Count;
        var size = checked((int)(x.Count / rows));
        var input = (T*)x.Pointer;
        var output = (T*)y.Pointer;
        var m = (T*)mean.Pointer;
        var s = (T*)invStd.Pointer;
        var w = weight is null ? null : (T*)weight.Pointer;
        var b = bias is null ? null : (T*)bias.Pointer;
        for (var row = 0; row < rows; row++, input += size, output += size)
        {
            m[row] = Loops.Sum(input, size) / T.CreateTruncating(size);
            s[row] = T.One / T.Sqrt(SquaresAround(input, m[row], size) / T.CreateTruncating(size) + T.CreateTruncating(eps));
            Normalize(input, m[row], s[row], w, b, output, size);
        }
    }

    private static T SquaresAround<T>(T* x, T center, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var (middle, sums) = (new Vector<T>(center), Vector<T>.Zero);
        var i = 0;
        for (; i <= size - width; i += width)
        {
            var centered = Vector.Load(x + i) - middle;
            sums += centered * centered;
        }
        var sum = Vector.Sum(sums);
        for (; i < size; i++)
            sum += (x[i] - center) * (x[i] - center);
        return sum;
    }

    private static void Normalize<T>(T* x, T mean, T invStd, T* weight, T* bias, T* y, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var (middle, scale) = (new Vector<T>(mean), new Vector<T>(invStd));
        var i = 0;
        for (; i <= size - width; i += width)
        {
            var value = (Vector.Load(x + i) - middle) * scale;
            value = weight == null ? value : value * Vector.Load(weight + i);
            Vector.Store(bias == null ? value : value + Vector.Load(bias + i), y + i);
        }
        for (; i < size; i++)
            y[i] = (x[i] - mean) * invStd * (weight == null ? T.One : weight[i]) + (bias == null ? T.Zero : bias[i]);
    }

    private static void Backward<T>(Slot gradient, Slot x, Slot? weight, Slot mean, Slot invStd, Slot? gradX, Slot? gradWeight, Slot? gradBias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = (int)mean.Count;
        var size = checked((int)(x.Count / rows));
        var g = (T*)gradient.Pointer;
        var input = (T*)x.Pointer;
        var m = (T*)mean.Pointer;
        var s = (T*)invStd.Pointer;
        var w = weight is null ? null : (T*)weight.Pointer;
        var gw = gradWeight is null ? null : (T*)gradWeight.Pointer;
        var gb = gradBias is null ? null : (T*)gradBias.Pointer;
        var output = gradX is null ? null : (T*)gradX.Pointer;
        if (gw != null)
            new Span<T>(gw, size).Clear();
        if (gb != null)
            new Span<T>(gb, size).Clear();
        for (var row = 0; row < rows; row++, g += size, input += size)
        {
            var (sum, product) = Accumulate(g, input, m[row], s[row], w, gw, gb, size);
            if (output == null)
                continue;
            var (meanGrad, meanProduct) = (sum / T.CreateTruncating(size), product / T.CreateTruncating(size));
            for (var i = 0; i < size; i++)
                output[i] = s[row] * (g[i] * (w == null ? T.One : w[i]) - meanGrad - (input[i] - m[row]) * s[row] * meanProduct);
            output += size;
        }
    }

    /// <summary>Adds to the gradients of weight and bias, and returns Σ ĝ and Σ ĝ·x̂ of the row with ĝ = g·γ.</summary>
    private static (T Sum, T Product) Accumulate<T>(T* gradient, T* x, T mean, T invStd, T* weight, T* gradWeight, T* gradBias, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (sum, product) = (T.Zero, T.Zero);
        for (var i = 0; i < size; i++)
        {
            var normalized = (x[i] - mean) * invStd;
            if (gradWeight != null)
                gradWeight[i] += gradient[i] * normalized;
            if (gradBias != null)
                gradBias[i] += gradient[i];
            var scaled = weight == null ? gradient[i] : gradient[i] * weight[i];
            sum += scaled;
            product += scaled * normalized;
        }
        return (sum, product);
    }
}
