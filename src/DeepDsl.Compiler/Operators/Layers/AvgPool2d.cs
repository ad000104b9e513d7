using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Average pooling of feature maps.</summary>
internal sealed class AvgPool2d(AvgPool2dAttribute args, Shape x)
    : AvgPooling<AvgPool2dAttribute>(new(args.KernelSize, args.Stride, args.Padding, ceil: args.CeilMode), args.CeilMode, args.CountIncludePad, x)
{
    public override LayoutNeed Layout => LayoutNeed.ChannelsLast;
}
