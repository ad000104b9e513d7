using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>A learned value that is the same for every sample.</summary>
public static unsafe class WeightKernel
{
    /// <summary>Copies the value to every sample of y.</summary>
    public static void Forward(Slot weight, Slot y)
    {
        if (y.IsDouble)
            Forward<double>(weight, y);
        else
            Forward<float>(weight, y);
    }

    /// <summary>The gradient of the value: the sum over the samples.</summary>
    public static void BackwardParameters(Slot gradient, Slot gradWeight)
    {
        if (gradient.IsDouble)
            BackwardParameters<double>(gradient, gradWeight);
        else
            BackwardParameters<float>(gradient, gradWeight);
    }

    private static void Forward<T>(Slot weight, Slot y)
        where T : unmanaged
    {
        var size = checked((int)weight.Count);
        var first = (T*)y.Pointer;
        if (y.IsChannelsLast)
            LayoutKernel.Transpose(1, (T*)weight.Pointer, first, y.Channels, y.Height * y.Width);
        else
            weight.Span<T>().CopyTo(new(first, size));
        for (var n = 1; n < y.Batch; n++)
            new Span<T>(first, size).CopyTo(new(first + (long)n * size, size));
    }

    private static void BackwardParameters<T>(Slot gradient, Slot gradWeight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = checked((int)gradWeight.Count);
        fixed (byte* scratch = Scratch.Bytes(size * sizeof(T)))
        {
            var sum = gradient.IsChannelsLast ? (T*)scratch : (T*)gradWeight.Pointer;
            new Span<T>(sum, size).Clear();
            for (var n = 0; n < gradient.Batch; n++)
                Loops.AddScaled(T.One, (T*)gradient.Pointer + (long)n * size, sum, size);
            if (gradient.IsChannelsLast)
                LayoutKernel.Transpose(1, sum, (T*)gradWeight.Pointer, gradient.Height * gradient.Width, gradient.Channels);
        }
    }
}
