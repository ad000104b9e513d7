using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>y = x·Wᵀ + b over the last dimension, or a function of it. Several layers may share one matrix, each with rows of its own.</summary>
public static unsafe class LinearKernel
{
    /// <summary>The result.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="weight">The matrix W.</param>
    /// <param name="bias">The vector b, if there is one.</param>
    /// <param name="y">The result, as many columns as rows of W are used.</param>
    /// <param name="firstRow">The first row of W used.</param>
    public static void Forward(Slot x, Slot weight, Slot? bias, Slot y, int firstRow = 0)
    {
        if (bias is null)
            Gemm.Multiply(x.IsDouble, false, true, x.Rows, y.Columns, x.Columns, x.Pointer, weight.Row(firstRow), y.Pointer);
        else
            Forward(x, weight, bias, null, y, firstRow, default(Unchanged));
    }

    /// <summary>The result of a function behind the layer.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="weight">The matrix W.</param>
    /// <param name="bias">The vector b.</param>
    /// <param name="y">The result of the function.</param>
    /// <param name="then">The function.</param>
    /// <param name="argument">Where the argument of the function is kept, if its derivative does not follow from the result.</param>
    public static void Forward<TFunction>(Slot x, Slot weight, Slot bias, Slot y, TFunction then, Slot? argument = null)
        where TFunction : struct, IPointwise => Forward(x, weight, bias, argument, y, 0, then);

    /// <summary>The gradients of weight and bias, of as many rows as the gradient has columns.</summary>
    public static void BackwardParameters(Slot gradient, Slot x, Slot gradWeight, Slot? gradBias, int firstRow = 0)
    {
        Gemm.Multiply(x.IsDouble, true, false, gradient.Columns, x.Columns, x.Rows, gradient.Pointer, x.Pointer, gradWeight.Row(firstRow));
        if (gradBias is not null)
            ColumnSums.Run(gradient, gradBias, firstRow);
    }

    /// <summary>The gradient of x.</summary>
    public static void BackwardInput(Slot gradient, Slot weight, Slot gradX, int firstRow = 0) =>
        Gemm.Multiply(gradient.IsDouble, false, false, gradient.Rows, gradX.Columns, gradient.Columns, gradient.Pointer, weight.Row(firstRow), gradX.Pointer);

    // The pass for bias and function takes the product from wherever it lies.
    private static void Forward<TFunction>(Slot x, Slot weight, Slot bias, Slot? argument, Slot y, int firstRow, TFunction then)
        where TFunction : struct, IPointwise
    {
        if (NativeProduct.Pays(x.IsDouble, x.Rows, y.Columns, x.Columns))
        {
            using var product = new NativeProduct(x.Rows, y.Columns, x.Columns, new(x.Pointer, x.Columns), new(weight.Row(firstRow), x.Columns, isTransposed: true));
            Apply(product.Data, bias, argument, y, firstRow, then);
            return;
        }
        var result = (argument ?? y).Pointer;
        Gemm.Multiply(x.IsDouble, false, true, x.Rows, y.Columns, x.Columns, x.Pointer, weight.Row(firstRow), result);
        Apply(result, bias, argument, y, firstRow, then);
    }

    private static void Apply<TFunction>(void* product, Slot bias, Slot? argument, Slot y, int firstRow, TFunction then)
        where TFunction : struct, IPointwise
    {
        if (y.IsDouble)
            BiasKernel.Forward((double*)product, (double*)bias.Pointer + firstRow, argument is null ? null : (double*)argument.Pointer, (double*)y.Pointer, y.Count, y.Columns, then);
        else
            BiasKernel.Forward((float*)product, (float*)bias.Pointer + firstRow, argument is null ? null : (float*)argument.Pointer, (float*)y.Pointer, y.Count, y.Columns, then);
    }
}
