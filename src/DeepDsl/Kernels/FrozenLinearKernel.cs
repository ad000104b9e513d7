using DeepDsl.Native;

namespace DeepDsl.Kernels;

/// <summary>A linear layer in inference: its weights are prepared once, until the parameters change, and take over the norm behind them.</summary>
public static unsafe class FrozenLinearKernel
{
    // Fewer rows want the weights line by line.
    private const int LeastRows = 4;

    /// <summary>y = norm(x·Wᵀ + b) + plus over the last dimension, in memory that libtorch allocates if the slot takes over such.</summary>
    public static void Forward(Slot x, Slot weight, Slot? bias, Slot y, PreparedLayer prepared, FrozenNorm? norm = null, Slot? plus = null) =>
        Forward(x, weight, bias, y, prepared, default(Unchanged), norm, plus);

    /// <summary>y = f(norm(x·Wᵀ + b) + plus) over the last dimension, in memory that libtorch allocates if the slot takes over such.</summary>
    public static void Forward<TFunction>(Slot x, Slot weight, Slot? bias, Slot y, PreparedLayer prepared, TFunction then, FrozenNorm? norm = null, Slot? plus = null)
        where TFunction : struct, IPointwise
    {
        var order = OrderFor(x, y);
        using var weights = prepared.Borrow(order) ?? Prepare(prepared, x, weight, bias, norm);
        if (order == WeightOrder.Packed)
        {
            Packed(x, weights, y, then, plus);
            return;
        }
        if (y.Adopts)
            y.Adopt(LibTorch.Empty(y.Sizes, y.Strides, y.IsDouble));
        var product = order == WeightOrder.Arranged ? new Matrix(weights.Arranged!.Pointer, y.Columns) : new Matrix(weights.Plain!.Pointer, x.Columns, isTransposed: true);
        Gemm.Multiply(x.IsDouble, x.Rows, y.Columns, x.Columns, new(x.Pointer, x.Columns), product, new(y.Pointer, y.Columns));
        // A summand comes before the function, and so in a pass of its own.
        if (weights.Bias is { } shift && plus is null)
            BiasKernel.Forward(y, shift, then);
        else if (weights.Bias is { } before)
            BiasKernel.Forward(y, before, default(Unchanged));
        if (plus is not null || weights.Bias is null)
            ElementwiseKernel.Finish(y, plus, then);
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

    private static WeightOrder OrderFor(Slot x, Slot y) =>
        y.Adopts && LibTorch.HasPreparedLinear && NativeProduct.Pays(x.IsDouble, x.Rows, y.Columns, x.Columns) ? WeightOrder.Packed
        : x.Rows >= LeastRows && VectorProduct.Pays(x.IsDouble, x.Rows, y.Columns, x.Columns, ofLines: false) ? WeightOrder.Arranged
        : WeightOrder.Plain;

    private static LayerWeights Prepare(PreparedLayer prepared, Slot x, Slot weight, Slot? bias, FrozenNorm? norm)
    {
        var (generation, orders) = (prepared.Generation, prepared.Orders);
        var (folded, foldedBias) = norm is { } before ? before.Fold(weight, bias) : (weight, bias);
        return prepared.Keep(generation, new(weight.Bytes)
        {
            Bias = foldedBias,
            Plain = folded,
            Packed = orders.HasFlag(WeightOrder.Packed) ? Packed(folded, x.Rows) : 0,
            Arranged = orders.HasFlag(WeightOrder.Arranged) ? Transposed(folded) : null,
        });
    }

    private static nint Packed(Slot weight, int rows)
    {
        using var quiet = LibTorch.WithoutGrad();
        using NativeHandle matrix = new(weight);
        return LibTorch.PrepareLinear(matrix.Value, rows);
    }

    private static Slot Transposed(Slot weight)
    {
        var result = Slot.Owning(weight.Name, [weight.Sizes[1], weight.Sizes[0]], weight.Type);
        LayoutKernel.Transpose(1, (float*)weight.Pointer, (float*)result.Pointer, (int)weight.Sizes[0], (int)weight.Sizes[1]);
        return result;
    }
}
