using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Normalization by the root of the mean square over the last dimensions.</summary>
public static unsafe class RMSNormKernel
{
    /// <summary>Normalizes every row of x, and keeps what it was multiplied by for the backward pass.</summary>
    public static void Forward(Slot x, Slot? weight, Slot y, Slot invRms, double eps)
    {
        if (x.IsDouble)
            Forward<double>(x, weight, y, invRms, double.IsNaN(eps) ? double.BitIncrement(1) - 1 : eps);
        else
            Forward<float>(x, weight, y, invRms, double.IsNaN(eps) ? float.BitIncrement(1) - 1 : (float)eps);
    }

    /// <summary>The gradients of x (which may take the place of that of the result) and weight.</summary>
    public static void Backward(Slot gradient, Slot x, Slot? weight, Slot invRms, Slot? gradX, Slot? gradWeight)
    {
        if (x.IsDouble)
            Backward<double>(gradient, x, weight, invRms, gradX, gradWeight);
        else
            Backward<float>(gradient, x, weight, invRms, gradX, gradWeight);
    }

    private static void Forward<T>(Slot x, Slot? weight, Slot y, Slot invRms, T eps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = checked((int)(x.Count / invRms.Count));
        var input = (T*)x.Pointer;
        var output = (T*)y.Pointer;
        var scales = (T*)invRms.Pointer;
        for (var row = 0L; row < invRms.Count; row++, input += size, output += size)
        {
            scales[row] = T.One / T.Sqrt(Loops.Dot(input, input, size) / T.CreateTruncating(size) + eps);
            Loops.Multiply(scales[row], input, output, size);
            if (weight is not null)
                Loops.Zip(output, (T*)weight.Pointer, output, size, default(MultiplyKernel.Product<T>));
        }
    }

    // With x̂ = x/rms and ĝ = g·γ: gx = (ĝ − x̂·mean(ĝ·x̂))/rms.
    private static void Backward<T>(Slot gradient, Slot x, Slot? weight, Slot invRms, Slot? gradX, Slot? gradWeight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = checked((int)(x.Count / invRms.Count));
        var g = (T*)gradient.Pointer;
        var input = (T*)x.Pointer;
        var scales = (T*)invRms.Pointer;
        var w = weight is null ? null : (T*)weight.Pointer;
        var gw = gradWeight is null ? null : (T*)gradWeight.Pointer;
        var output = gradX is null ? null : (T*)gradX.Pointer;
        gradWeight?.Span<T>().Clear();
        for (var row = 0L; row < invRms.Count; row++, g += size, input += size)
        {
            var product = Accumulate(g, input, scales[row], w, gw, size);
            if (output == null)
                continue;
            var slope = scales[row] * scales[row] * product / T.CreateTruncating(size);
            for (var i = 0; i < size; i++)
                output[i] = scales[row] * (g[i] * (w == null ? T.One : w[i]) - input[i] * slope);
            output += size;
        }
    }

    /// <summary>Adds to the gradient of the weight, and returns Σ ĝ·x of the row.</summary>
    private static T Accumulate<T>(T* gradient, T* x, T invRms, T* weight, T* gradWeight, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var product = T.Zero;
        for (var i = 0; i < size; i++)
        {
            if (gradWeight != null)
                gradWeight[i] += gradient[i] * x[i] * invRms;
            product += gradient[i] * (weight == null ? T.One : weight[i]) * x[i];
        }
        return product;
    }
}
