using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Max pooling of sequences.</summary>
internal sealed class MaxPool1d(MaxPool1dAttribute args, Shape x)
    : MaxPooling<MaxPool1dAttribute>(new(args.KernelSize, args.Stride, args.Padding, ceil: args.CeilMode, isLine: true), args.CeilMode, x);
