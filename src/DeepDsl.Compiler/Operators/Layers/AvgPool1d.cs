using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Average pooling of sequences.</summary>
internal sealed class AvgPool1d(AvgPool1dAttribute args, Shape x)
    : AvgPooling<AvgPool1dAttribute>(new(args.KernelSize, args.Stride, args.Padding, ceil: args.CeilMode, isLine: true), args.CeilMode, args.CountIncludePad, x);
