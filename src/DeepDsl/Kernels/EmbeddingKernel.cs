using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Rows of a table, looked up by index.</summary>
public static unsafe class EmbeddingKernel
{
    /// <summary>The rows that the indices name.</summary>
    /// <exception cref="ArgumentException">An index lies outside the table.</exception>
    public static void Forward(Slot indices, Slot weight, Slot y)
    {
        var bytes = y.Bytes / Math.Max(1, indices.Count);
        var index = (long*)indices.Pointer;
        for (var i = 0L; i < indices.Count; i++)
        {
            if (index[i] < 0 || index[i] >= weight.Sizes[0])
                throw new ArgumentException($"'{indices.Name}' holds index {index[i]} at position {i}, but the embedding has 0 to {weight.Sizes[0] - 1}.");
            System.Buffer.MemoryCopy((byte*)weight.Pointer + index[i] * bytes, (byte*)y.Pointer + i * bytes, bytes, bytes);
        }
    }

    /// <summary>The gradient of the table: every row gets those of its uses.</summary>
    public static void BackwardParameters(Slot gradient, Slot indices, Slot gradWeight)
    {
        if (gradient.IsDouble)
            Scatter<double>(gradient, (long*)indices.Pointer, gradWeight);
        else
            Scatter<float>(gradient, (long*)indices.Pointer, gradWeight);
    }

    private static void Scatter<T>(Slot gradient, long* index, Slot gradWeight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        gradWeight.Span<T>().Clear();
        for (var row = 0; row < gradient.Rows; row++)
            Loops.AddScaled(T.One, (T*)gradient.Pointer + (long)row * gradient.Columns, (T*)gradWeight.Pointer + index[row] * gradient.Columns, gradient.Columns);
    }
}
