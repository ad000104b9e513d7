using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>2-D cross-correlation with zero padding.</summary>
internal sealed class Conv2d(Conv2dAttribute args, Shape x) : Operator<Conv2dAttribute>
{
    private readonly Window _window = new(args.KernelSize, args.Stride, args.Padding, args.Dilation);

    private int OutChannels => Sizes.One(args.OutChannels);

    private int Groups => Sizes.One(args.Groups);

    private int Taps => _window.Kernel.Height * _window.Kernel.Width;

    private Parameter Weight => new("weight", Shape.Of(OutChannels, x.Channels / Groups, _window.Kernel.Height, _window.Kernel.Width),
        Init.Weight(args, (long)x.Channels / Groups * Taps, (long)OutChannels * Taps));

    private Parameter Bias => new("bias", Shape.Of(OutChannels), Init.Bias(args, (long)x.Channels / Groups * Taps), IsNormOrBias: true);

    public override string Kind => "Conv";

    public override Misfit? Misfit
    {
        get
        {
            if (!x.IsImage)
                return new ShapeMismatch($"needs an input (channels, height, width), but gets {x}");
            if (OutChannels < 1)
                return new ShapeMismatch($"needs at least one output channel, but OutChannels is {OutChannels}") { Argument = "0" };
            if (Groups < 1 || x.Channels % Groups != 0 || OutChannels % Groups != 0)
                return GroupsMisfit(Groups, x, OutChannels);
            return _window.Misfit(x, mayPadWhole: true);
        }
    }

    public override Shape Output => _window.Slide(x).WithDim(0, OutChannels);

    public override IEnumerable<Parameter> Parameters => args.Bias ? [Weight, Bias] : [Weight];

    public override long Flops => 2L * Output.Elements * (x.Channels / Groups) * Taps;

    public override LayoutNeed Layout => LayoutNeed.ChannelsLast;

    private string Geometry => $"stride: {Text.Of(_window.Stride)}, padding: {Text.Of(_window.Padding)}, dilation: {Text.Of(_window.Dilation)}, groups: {Groups}";

    public override SignalRule Signal(SignalCall y) => new LinearMap(y[Weight], args.Bias ? y[Bias] : default)
    {
        Kernel = _window.Kernel,
        Stride = _window.Stride,
        Padding = _window.Padding,
        Dilation = _window.Dilation,
        Groups = Groups,
    };

    public override string Portable(PortableCall y) => $"Portable.Conv2d({y.X}, {y[Weight]}, {(args.Bias ? y[Bias] : "null")}, {Geometry})";

    public override void Forward(ForwardCall y) =>
        y.AdoptingStep($"ConvolutionKernel.Forward({y.X}, {y[Weight]}, {(args.Bias ? y[Bias] : null)}, {y.Result}, {Geometry})");

    public override void Backward(BackwardCall y)
    {
        y.ParameterStep($"ConvolutionKernel.BackwardParameters({y.Grad}, {y.X}, {y[Weight]}, {y.GradOf(Weight)}, {(args.Bias ? y.GradOf(Bias) : null)}, {Geometry})");
        if (y.Wants(0))
            y.AdoptingStep($"ConvolutionKernel.BackwardInput({y.Grad}, {y.X}, {y[Weight]}, {y.GradOf(0)}, {Geometry})");
    }

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
