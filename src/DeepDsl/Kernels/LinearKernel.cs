using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>y = x·Wᵀ + b over the last dimension. Several layers may share one matrix, each with rows of its own.</summary>
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
        Gemm.Multiply(x.IsDouble, false, true, x.Rows, y.Columns, x.Columns, x.Pointer, weight.Row(firstRow), y.Pointer);
        if (bias is null)
            return;
        if (x.IsDouble)
            AddToRows((double*)bias.Pointer + firstRow, (double*)y.Pointer, y.Rows, y.Columns);
        else
            AddToRows((float*)bias.Pointer + firstRow, (float*)y.Pointer, y.Rows, y.Columns);
    }

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

    private static void AddToRows<T>(T* bias, T* y, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var row = 0; row < rows; row++, y += columns)
            Loops.AddScaled(T.One, bias, y, columns);
    }
}
