namespace DeepDsl.Compiler.Operators;

/// <summary>Needs matrix products or convolutions of the native library, which no fusion saves.</summary>
internal interface INativeWork
{
    /// <summary>The calls of a training step, forward and backward.</summary>
    /// <param name="batch">The number of samples.</param>
    IEnumerable<NativeCall> Work(int batch);
}

/// <summary>What a call of the native library is for.</summary>
internal enum NativePurpose
{
    /// <summary>The forward pass.</summary>
    Result,

    /// <summary>The gradients of parameters.</summary>
    Parameters,

    /// <summary>The gradients of inputs, where something before the operator learns.</summary>
    Input,

    /// <summary>What the backward pass needs in any case.</summary>
    Gradient,
}

/// <summary>One call of the native library.</summary>
internal abstract record NativeCall(NativePurpose Purpose);

/// <summary>c[m, n] = a[m, k]·b[k, n], once or for every head of every sample.</summary>
internal sealed record MatrixProduct(NativePurpose Purpose, int M, int N, int K, Operand A, Operand B, Operand C) : NativeCall(Purpose)
{
    public int Samples { get; init; } = 1;

    public int Heads { get; init; } = 1;

    /// <summary>The products of y = x·Wᵀ.</summary>
    public static IEnumerable<MatrixProduct> Linear(int rows, int from, int to, NativePurpose input = NativePurpose.Input) =>
    [
        new(NativePurpose.Result, rows, to, from, new(from), new(from, IsTransposed: true), new(to)),
        new(NativePurpose.Parameters, to, from, rows, new(to, IsTransposed: true), new(from), new(from)),
        new(input, rows, from, to, new(to), new(from), new(from)),
    ];
}

/// <summary>Where the matrices of a product lie.</summary>
/// <param name="Stride">From one row in memory to the next.</param>
/// <param name="IsTransposed">Whether the rows in memory are the columns.</param>
/// <param name="PerSample">From one sample to the next.</param>
/// <param name="PerHead">From one head to the next.</param>
internal readonly record struct Operand(int Stride, bool IsTransposed = false, int PerSample = 0, int PerHead = 0);

/// <summary>A convolution of values with their channels innermost, or one of its gradients; sizes with the batch.</summary>
internal sealed record ConvolutionCall(NativePurpose Purpose, int[] X, int[] Weight, int[] Y, bool HasBias, int[] Stride, int[] Padding, int[] Dilation, int Groups) : NativeCall(Purpose)
{
    public int[] OutputPadding { get; init; } = [0, 0];

    public bool IsTransposed { get; init; }
}
