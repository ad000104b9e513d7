using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Transposed 2-D convolution.</summary>
internal sealed class ConvTranspose2d(ConvTranspose2dAttribute args, Shape x) : Operator<ConvTranspose2dAttribute>, IMap, INativeWork
{
    private readonly Window _window = new(args.KernelSize, args.Stride, args.Padding, args.Dilation);

    private int OutChannels => Sizes.One(args.OutChannels);

    private int Groups => Sizes.One(args.Groups);

    private int Taps => _window.Kernel.Height * _window.Kernel.Width;

    private (int Height, int Width) OutputPadding => Sizes.Two(args.OutputPadding);

    // PyTorch counts fans by the weight's dimensions, whose second is the output here.
    private long FanIn => (long)OutChannels / Groups * Taps;

    public int FeaturesIn => x.Channels;

    public int FeaturesOut => OutChannels;

    public int FeatureDimension => 0;

    public bool IsFactor => Groups > 1 || _window.IsSlit;

    private Parameter Weight => new("weight", Shape.Of(x.Channels, OutChannels / Groups, _window.Kernel.Height, _window.Kernel.Width), Init.Weight(args, FanIn, (long)x.Channels * Taps));

    private Parameter Bias => new("bias", Shape.Of(OutChannels), Init.Bias(args, FanIn), IsNormOrBias: true);

    public override string Kind => "ConvTranspose";

    public override Misfit? Misfit
    {
        get
        {
            if (_window.RankMisfit(x) is { } flat)
                return flat;
            if (OutChannels < 1)
                return new ShapeMismatch($"needs at least one output channel, but OutChannels is {OutChannels}") { Argument = "0" };
            if (_window.ArgumentMisfit is { } misfit)
                return misfit;
            if (Groups < 1 || x.Channels % Groups != 0 || OutChannels % Groups != 0)
                return Conv2d.GroupsMisfit(Groups, x, OutChannels);
            if (!Sizes.IsOneOrTwo(args.OutputPadding, 0) || !IsLess(OutputPadding.Height, _window.Stride.Height, _window.Dilation.Height) || !IsLess(OutputPadding.Width, _window.Stride.Width, _window.Dilation.Width))
                return new ShapeMismatch($"needs an OutputPadding of at least 0 that is less than the stride {Sizes.Text(_window.Stride)} or the dilation {Sizes.Text(_window.Dilation)}, but it is {Sizes.Text(OutputPadding)}") { Argument = nameof(args.OutputPadding), Suggestion = "0" };
            return Output.Height >= 1 && Output.Width >= 1
                ? null
                : new ShapeMismatch($"leaves nothing: Padding {Sizes.Text(_window.Padding)} cuts off all of the result of {Output.Height + 2 * _window.Padding.Height}x{Output.Width + 2 * _window.Padding.Width}") { Argument = nameof(args.Padding), Suggestion = "0" };
        }
    }

    public override Shape Output => _window.Spread(x, OutputPadding).WithDim(0, OutChannels);

    public override IEnumerable<Parameter> Parameters => args.Bias ? [Weight, Bias] : [Weight];

    public override long Flops => 2L * x.Elements * (OutChannels / Groups) * Taps;

    public override LayoutNeed Layout => LayoutNeed.ChannelsLast;

    public IEnumerable<NativeCall> Work(int batch) =>
        _window.Calls([batch, .. x.Dims], [.. Weight.Shape.Dims], [batch, .. Output.Dims], args.Bias, Groups).Select(call => call with { IsTransposed = true, OutputPadding = [OutputPadding.Height, OutputPadding.Width] });

    private string Geometry => $"stride: {Text.Of(_window.Stride)}, padding: {Text.Of(_window.Padding)}, dilation: {Text.Of(_window.Dilation)}, groups: {Groups}, outputPadding: {Text.Of(OutputPadding)}";

    public override SignalRule Signal(SignalCall y) => new LinearMap(y.Map(Weight), args.Bias ? y[Bias] : default)
    {
        Kernel = _window.Kernel,
        Stride = _window.Stride,
        Padding = _window.Padding,
        Dilation = _window.Dilation,
        Groups = Groups,
        IsTransposed = true,
    };

    public override string Portable(PortableCall y) => $"Portable.ConvTranspose2d({y.X}, {y[Weight]}, {(args.Bias ? y[Bias] : "null")}, {Geometry})";

    public override void Forward(ForwardCall y) =>
        y.AdoptingStep($"ConvolutionKernel.Forward({y.X}, {y[Weight]}, {(args.Bias ? y[Bias] : null)}, {y.Result}, {Geometry}, transposed: true)");

    public override void Backward(BackwardCall y)
    {
        y.ParameterStep($"ConvolutionKernel.BackwardParameters({y.Grad}, {y.X}, {y[Weight]}, {y.GradOf(Weight)}, {(args.Bias ? y.GradOf(Bias) : null)}, {Geometry}, transposed: true)");
        if (y.Wants(0))
            y.AdoptingStep($"ConvolutionKernel.BackwardInput({y.Grad}, {y.X}, {y[Weight]}, {y.GradOf(0)}, {Geometry}, transposed: true)");
    }

    private static bool IsLess(int padding, int stride, int dilation) => padding < Math.Max(stride, dilation);
}
