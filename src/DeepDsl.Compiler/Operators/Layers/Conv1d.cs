using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Convolution of sequences.</summary>
internal sealed class Conv1d(Conv1dAttribute args, Shape x)
    : Convolution<Conv1dAttribute>(args, args.OutChannels, args.Groups, new(args.KernelSize, args.Stride, args.Padding, args.Dilation, isLine: true), x);
