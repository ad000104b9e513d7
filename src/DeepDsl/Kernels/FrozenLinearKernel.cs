using DeepDsl.Native;

namespace DeepDsl.Kernels;

/// <summary>A linear layer in inference: its weights are prepared once, until the parameters change, and take over the norm behind them.</summary>
public static unsafe class FrozenLinearKernel
{
    /// <summary>y = norm(x·Wᵀ + b) + plus over the last dimension, in memory that libtorch allocates if the slot takes over such.</summary>
    public static void Forward(Slot x, Slot weight, Slot? bias, Slot y, PreparedLayer prepared, FrozenNorm? norm = null, Slot? plus = null) =>
        Forward(x, weight, bias, y, prepared, default(Unchanged), norm, plus);

    /// <summary>y = f(norm(x·Wᵀ + b) + plus) over the last dimension, in memory that libtorch allocates if the slot takes over such.</summary>
    public static void Forward<TFunction>(Slot x, Slot weight, Slot? bias, Slot y, PreparedLayer prepared, TFunction then, FrozenNorm? norm = null, Slot? plus = null)
        where TFunction : struct, IPointwise
    {
        var packs = y.Adopts && LibTorch.HasPreparedLinear && NativeProduct.Pays(x.IsDouble, x.Rows, y.Columns, x.Columns);
        using var weights = Borrow(prepared, packs) ?? Prepare(prepared, x, weight, bias, norm, packs);
        if (packs)
            Packed(x, weights, y, then, plus);
        else
            Plain(x, weights, y, then, plus);
    }

    private static void Packed<TFunction>(Slot x, LayerWeights weights, Slot y, TFunction then, Slot? plus)
        where TFunction : struct, IPointwise
    {
        using var quiet = LibTorch.WithoutGrad();
        var rectifies = plus is null && typeof(TFunction) == typeof(ReLUFunction);
        using NativeHandle input = new(x), shift = new(weights.Bias);
        y.Adopt(LibTorch.Linear(input.Value, weights.Packed, shift.Value, rectifies));
        if (!rectifies)
            ElementwiseKernel.Finish(y, plus, then);
    }

    private static void Plain<TFunction>(Slot x, LayerWeights weights, Slot y, TFunction then, Slot? plus)
        where TFunction : struct, IPointwise
    {
        if (y.Adopts)
            y.Adopt(LibTorch.Empty(y.Sizes, y.Strides, y.IsDouble));
        if (plus is null && weights.Bias is { } bias)
        {
            LinearKernel.Forward(x, weights.Weight, bias, y, then);
            return;
        }
        LinearKernel.Forward(x, weights.Weight, weights.Bias, y);
        ElementwiseKernel.Finish(y, plus, then);
    }

    // One row, or few, want the weights as they are.
    private static LayerWeights? Borrow(PreparedLayer prepared, bool packs)
    {
        var weights = prepared.Borrow();
        if (weights is null || !packs || weights.Packed != 0)
            return weights;
        weights.Dispose();
        return null;
    }

    private static LayerWeights Prepare(PreparedLayer prepared, Slot x, Slot weight, Slot? bias, FrozenNorm? norm, bool packs)
    {
        var generation = prepared.Generation;
        var (folded, foldedBias) = norm is { } before ? before.Fold(weight, bias) : (weight, bias);
        if (!packs)
            return prepared.Keep(generation, new(folded, foldedBias, 0));
        using var quiet = LibTorch.WithoutGrad();
        using NativeHandle matrix = new(folded);
        return prepared.Keep(generation, new(folded, foldedBias, LibTorch.PrepareLinear(matrix.Value, x.Rows)));
    }
}
