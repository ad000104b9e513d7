using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>y = x·Wᵀ + b over the last dimension.</summary>
public static unsafe class LinearKernel
{
    /// <summary>The result.</summary>
    public static void Forward(Slot x, Slot weight, Slot? bias, Slot y)
    {
        Gemm.Multiply(x.IsDouble, false, true, x.Rows, y.Columns, x.Columns, x.Pointer, weight.Pointer, y.Pointer);
        if (bias is null)
            return;
        if (x.IsDouble)
            AddToRows((double*)bias.Pointer, (double*)y.Pointer, y.Rows, y.Columns);
        else
            AddToRows((float*)bias.Pointer, (float*)y.Pointer, y.Rows, y.Columns);
    }

    /// <summary>The gradients of weight and bias.</summary>
    public static void BackwardParameters(Slot gradient, Slot x, Slot gradWeight, Slot? gradBias)
    {
        Gemm.Multiply(x.IsDouble, true, false, gradient.Columns, x.Columns, x.Rows, gradient.Pointer, x.Pointer, gradWeight.Pointer);
        if (gradBias is not null)
            ColumnSums.Run(gradient, gradBias);
    }

    /// <summary>The gradient of x.</summary>
    public static void BackwardInput(Slot gradient, Slot weight, Slot gradX) =>
        Gemm.Multiply(gradient.IsDouble, false, false, gradient.Rows, gradX.Columns, gradient.Columns, gradient.Pointer, weight.Pointer, gradX.Pointer);

    private static void AddToRows<T>(T* bias, T* y, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var row = 0; row < rows; row++, y += columns)
            Loops.AddScaled(T.One, bias, y, columns);
    }
}
