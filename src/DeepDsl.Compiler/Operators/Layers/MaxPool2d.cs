using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Max pooling of feature maps.</summary>
internal sealed class MaxPool2d(MaxPool2dAttribute args, Shape x)
    : MaxPooling<MaxPool2dAttribute>(new(args.KernelSize, args.Stride, args.Padding, ceil: args.CeilMode), args.CeilMode, x)
{
    public override LayoutNeed Layout => LayoutNeed.ChannelsLast;
}
