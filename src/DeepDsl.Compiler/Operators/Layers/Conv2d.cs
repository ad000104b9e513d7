using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Convolution of feature maps.</summary>
internal sealed class Conv2d(Conv2dAttribute args, Shape x)
    : Convolution<Conv2dAttribute>(args, args.OutChannels, args.Groups, new(args.KernelSize, args.Stride, args.Padding, args.Dilation), x)
{
    public override LayoutNeed Layout => LayoutNeed.ChannelsLast;

    /// <summary>What to say where the groups do not divide the channels.</summary>
    internal static NotDivisible GroupsMisfit(int groups, Shape x, int outChannels)
    {
        var inChannels = x.Channels;
        var nearest = Enumerable.Range(1, Math.Max(1, Math.Min(inChannels, outChannels)))
            .Where(count => inChannels % count == 0 && outChannels % count == 0)
            .OrderBy(count => Math.Abs((long)count - groups)).First();
        return new($"needs groups that divide the {inChannels} channels of its input {x} and the {outChannels} of its output, but Groups is {groups}")
        {
            Argument = nameof(Conv2dAttribute.Groups),
            Suggestion = $"{nearest}",
            Advice = $"the nearest that does is {nearest}",
        };
    }
}
