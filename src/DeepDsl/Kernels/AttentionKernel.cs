using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Scaled dot-product attention in several heads, whose features lie side by side.</summary>
/// <remarks>
/// Queries begin at the first column of their value; keys and values are the last columns of theirs, so that all three may be one value.
/// </remarks>
public static unsafe class AttentionKernel
{
    /// <summary>The probabilities with which each query attends to each position, softmax(Q·Kᵀ/√d), and the means of the values by them.</summary>
    public static void Forward(Slot queries, Slot keysAndValues, Slot probabilities, Slot context, int heads, bool causal)
    {
        if (context.IsDouble)
            Forward<double>(queries, keysAndValues, probabilities, context, heads, causal);
        else
            Forward<float>(queries, keysAndValues, probabilities, context, heads, causal);
    }

    /// <summary>The gradients of queries, keys and values, laid out as they are.</summary>
    public static void Backward(Slot gradContext, Slot queries, Slot keysAndValues, Slot probabilities, Slot gradQueries, Slot gradKeysAndValues, int heads)
    {
        if (gradContext.IsDouble)
            Backward<double>(gradContext, queries, keysAndValues, probabilities, gradQueries, gradKeysAndValues, heads);
        else
            Backward<float>(gradContext, queries, keysAndValues, probabilities, gradQueries, gradKeysAndValues, heads);
    }

    /// <summary>The gradients of the matrix and bias that project x to queries, and memory to keys and values.</summary>
    public static void BackwardParameters(Slot gradQueries, Slot gradKeysAndValues, Slot x, Slot memory, Slot gradWeight, Slot? gradBias)
    {
        LinearKernel.BackwardParameters(gradQueries, x, gradWeight, gradBias);
        LinearKernel.BackwardParameters(gradKeysAndValues, memory, gradWeight, gradBias, firstRow: gradQueries.Columns);
    }

    private static void Forward<T>(Slot queries, Slot keysAndValues, Slot probabilities, Slot context, int heads, bool causal)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = context.Columns / heads;
        var (length, memory) = ((int)context.Sizes[1], (int)keysAndValues.Sizes[1]);
        var p = (T*)probabilities.Pointer;
        for (var n = 0; n < context.Batch; n++)
        {
            for (var head = 0; head < heads; head++, p += (long)length * memory)
            {
                var (q, k, v) = (Part<T>(queries, n, head * size), Key<T>(keysAndValues, context, n, head * size), Values<T>(keysAndValues, context, n, head * size));
                Gemm.Multiply(context.IsDouble, length, memory, size, q, new(k.Data, k.Stride, isTransposed: true), new(p, memory), 1 / Math.Sqrt(size));
                for (var row = 0; row < length; row++)
                {
                    var visible = causal ? Math.Min(row + 1, memory) : memory;
                    SoftmaxKernel.Line(p + (long)row * memory, p + (long)row * memory, visible);
                    new Span<T>(p + (long)row * memory + visible, memory - visible).Clear();
                }
                Gemm.Multiply(context.IsDouble, length, size, memory, new(p, memory), v, Part<T>(context, n, head * size));
            }
        }
    }

    private static void Backward<T>(Slot gradContext, Slot queries, Slot keysAndValues, Slot probabilities, Slot gradQueries, Slot gradKeysAndValues, int heads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (isDouble, size) = (gradContext.IsDouble, gradContext.Columns / heads);
        var (length, memory, scale) = ((int)gradContext.Sizes[1], (int)keysAndValues.Sizes[1], 1 / Math.Sqrt(size));
        var p = (T*)probabilities.Pointer;
        fixed (byte* scratch = Scratch.Bytes(checked(length * memory * sizeof(T))))
        {
            var scores = (T*)scratch;
            for (var n = 0; n < gradContext.Batch; n++)
            {
                for (var head = 0; head < heads; head++, p += (long)length * memory)
                {
                    var first = head * size;
                    var gradient = Part<T>(gradContext, n, first);
                    var v = Values<T>(keysAndValues, gradContext, n, first);
                    Gemm.Multiply(isDouble, memory, size, length, new(p, memory, isTransposed: true), gradient, Values<T>(gradKeysAndValues, gradContext, n, first));
                    Gemm.Multiply(isDouble, length, memory, size, gradient, new(v.Data, v.Stride, isTransposed: true), new(scores, memory));
                    for (var row = 0L; row < length; row++)
                        SoftmaxKernel.BackwardLine(scores + row * memory, p + row * memory, scores + row * memory, memory);
                    Gemm.Multiply(isDouble, length, size, memory, new(scores, memory), Key<T>(keysAndValues, gradContext, n, first), Part<T>(gradQueries, n, first), scale);
                    Gemm.Multiply(isDouble, memory, size, length, new(scores, memory, isTransposed: true), Part<T>(queries, n, first), Key<T>(gradKeysAndValues, gradContext, n, first), scale);
                }
            }
        }
    }

    /// <summary>The matrix (length, size) of one sample that begins at a column.</summary>
    private static Matrix Part<T>(Slot slot, int n, int column)
        where T : unmanaged => new((T*)slot.Pointer + n * slot.Sizes[1] * slot.Columns + column, slot.Columns);

    private static Matrix Key<T>(Slot keysAndValues, Slot context, int n, int column)
        where T : unmanaged => Part<T>(keysAndValues, n, keysAndValues.Columns - 2 * context.Columns + column);

    private static Matrix Values<T>(Slot keysAndValues, Slot context, int n, int column)
        where T : unmanaged => Part<T>(keysAndValues, n, keysAndValues.Columns - context.Columns + column);
}
