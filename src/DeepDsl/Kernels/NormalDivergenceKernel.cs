using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>The divergence of N(mu, exp(logVar)) from N(0, 1), summed over dimensions and averaged over the batch.</summary>
public static unsafe class NormalDivergenceKernel
{
    /// <summary>The loss times a weight, and the gradients of both values.</summary>
    public static float Run(Slot mu, Slot logVar, Slot gradMu, Slot gradLogVar, double weight = 1) => (float)(mu.IsDouble
        ? Run((double*)mu.Pointer, (double*)logVar.Pointer, (double*)gradMu.Pointer, (double*)gradLogVar.Pointer, mu.Count, weight / mu.Batch)
        : Run((float*)mu.Pointer, (float*)logVar.Pointer, (float*)gradMu.Pointer, (float*)gradLogVar.Pointer, mu.Count, weight / mu.Batch));

    private static double Run<T>(T* mu, T* logVar, T* gradMu, T* gradLogVar, long count, double share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (sum, scale, half) = (0.0, T.CreateTruncating(share), T.CreateTruncating(share / 2));
        for (var i = 0L; i < count; i++)
        {
            var (m, variance) = (mu[i], T.Exp(logVar[i]));
            sum += double.CreateTruncating(variance + m * m - T.One - logVar[i]);
            gradMu[i] = m * scale;
            gradLogVar[i] = (variance - T.One) * half;
        }
        return share * sum / 2;
    }
}
