using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Cross-correlation with zero padding.</summary>
internal abstract class Convolution<TAttribute>(WeightedAttribute args, object outChannels, object groups, Window window, Shape x) : Operator<TAttribute>, IMap, IMapMaker, INativeWork
    where TAttribute : OperatorAttribute
{
    private int OutChannels => Sizes.One(outChannels);

    private int Groups => Sizes.One(groups);

    private long FanIn => (long)x.Channels / Groups * window.Taps;

    public int FeaturesIn => x.Channels;

    public int FeaturesOut => OutChannels;

    public int FeatureDimension => 0;

    public bool IsFactor => Groups > 1 || window.IsSlit;

    private Parameter Weight => new("weight", Shape.Of([OutChannels, x.Channels / Groups, .. window.KernelSizes]), Init.Weight(args, FanIn, (long)OutChannels * window.Taps));

    private Parameter Bias => new("bias", Shape.Of(OutChannels), Init.Bias(args, FanIn), IsNormOrBias: true);

    public override string Kind => "Conv";

    public override Misfit? Misfit
    {
        get
        {
            if (window.RankMisfit(x) is { } misfit)
                return misfit;
            if (OutChannels < 1)
                return new ShapeMismatch($"needs at least one output channel, but OutChannels is {OutChannels}") { Argument = "0" };
            if (Groups < 1 || x.Channels % Groups != 0 || OutChannels % Groups != 0)
                return Conv2d.GroupsMisfit(Groups, x, OutChannels);
            return window.Misfit(x, mayPadWhole: true);
        }
    }

    public override Shape Output => window.Slide(x).WithDim(0, OutChannels);

    public override IEnumerable<Parameter> Parameters => args.Bias ? [Weight, Bias] : [Weight];

    public override long Flops => 2L * Output.Elements * (x.Channels / Groups) * window.Taps;

    public IEnumerable<NativeCall> Work(int batch) =>
        window.Calls([batch, .. x.Dims], [.. Weight.Shape.Dims], [batch, .. Output.Dims], args.Bias, Groups);

    private string Geometry => $"stride: {Text.Of(window.Stride)}, padding: {Text.Of(window.Padding)}, dilation: {Text.Of(window.Dilation)}, groups: {Groups}";

    public override SignalRule Signal(SignalCall y) => new LinearMap(y.Map(Weight), args.Bias ? y[Bias] : default)
    {
        Kernel = window.Along(window.Kernel),
        Stride = window.Along(window.Stride),
        Padding = window.Along(window.Padding),
        Dilation = window.Along(window.Dilation),
        Groups = Groups,
    };

    public override string Portable(PortableCall y) => $"Portable.{GetType().Name}({y.X}, {y[Weight]}, {(args.Bias ? y[Bias] : "null")}, {Geometry})";

    public bool CanPool => x.IsImage;

    public bool Fuses(Epilogue epilogue) => epilogue.IsInference || epilogue is { Plus: null, NeedsArgument: false };

    // Beside values with their channels innermost the library wants weights that lie so as well, and would make them so in every call.
    private bool Packs => x.IsImage && x.Channels > Groups && window.Taps > 1;

    public override void Forward(ForwardCall y)
    {
        if (y.IsInference)
            Infer(y);
        else
            y.AdoptingStep($"ConvolutionKernel.Forward({y.X}, {y[Weight]}, {(args.Bias ? y[Bias] : null)}, {y.Result}, {Geometry}{y.Besides}{(Packs ? Packed(y.Keep("Packed", (int)Weight.Shape.Elements)) : None)})");
    }

    private void Infer(ForwardCall y)
    {
        FormattableString call = $"FrozenConvolutionKernel.Forward({y.X}, {y[Weight]}, {(args.Bias ? y[Bias] : null)}, {y.Result}, {y.Prepared(Weight)}, {Geometry}{y.Besides}";
        if (y.Epilogue.Pool is null)
            y.AdoptingStep($"{call})");
        else
            y.Step($"{call}, maps: {y.AdoptedPartial("Maps")})");
    }

    public override void Backward(BackwardCall y)
    {
        var hasBias = args.Bias && x.IsImage;
        var gradient = y.GradBefore(hasBias ? Bias : null);
        var packed = Packs ? Packed(y.Kept("Packed")) : None;
        y.ParameterStep($"ConvolutionKernel.BackwardParameters({gradient}, {y.X}, {y[Weight]}, {y.GradOf(Weight)}, {(args.Bias && (!hasBias || y.Epilogue.IsEmpty) ? y.GradOf(Bias) : null)}, {Geometry}{packed})");
        if (y.Wants(0))
            y.AdoptingStep($"ConvolutionKernel.BackwardInput({gradient}, {y.X}, {y[Weight]}, {y.GradOf(0)}, {Geometry}{packed})");
    }

    private static FormattableString None => $"";

    private static FormattableString Packed(object value) => $", packed: {value}";
}
