using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Fully connected layer, <c>y = x·Wᵀ + b</c> over the last dimension; leading dimensions pass through.</summary>
internal sealed class Linear(LinearAttribute args, Shape x) : Operator<LinearAttribute>, IMap, IFolding, INativeWork
{
    private int Features => Sizes.One(args.Features);

    public int FeaturesIn => x.Last;

    public int FeaturesOut => Features;

    public int FeatureDimension => x.Rank - 1;

    public bool IsFactor => false;

    private Parameter Weight => new("weight", Shape.Of(Features, x.Last), Init.Weight(args, x.Last, Features));

    private Parameter Bias => new("bias", Shape.Of(Features), Init.Bias(args, x.Last), IsNormOrBias: true);

    public override Misfit? Misfit =>
        x.Rank == 0 ? new ShapeMismatch("needs a dimension to act on, but its input is a scalar per sample")
        : Features < 1 ? new ShapeMismatch($"needs at least one feature, but Features is {Features}") { Argument = "0" }
        : null;

    public override Shape Output => x.WithLast(Features);

    public override IEnumerable<Parameter> Parameters => args.Bias ? [Weight, Bias] : [Weight];

    public override long Flops => 2 * x.Elements * Features;

    public IEnumerable<NativeCall> Work(int batch) => MatrixProduct.Linear((int)(batch * x.Rows), x.Last, Features);

    public override LayoutNeed Layout => LayoutNeed.Plain;

    public override SignalRule Signal(SignalCall y) => new LinearMap(y.Map(Weight), args.Bias ? y[Bias] : default) { IsOverLastDimension = true };

    public override string Portable(PortableCall y) => $"functional.linear({y.X}, {y[Weight]}, {(args.Bias ? y[Bias] : "null")})";

    // A norm's channels are the features of vectors, but not of sequences.
    public bool Fuses(Epilogue epilogue) => epilogue.IsInference ? epilogue.Norm is null || x.Rank == 1 : args.Bias && epilogue.Plus is null;

    // From so many operations on, the native library makes the result of inference in memory of its own, if that is the faster way.
    private bool IsLarge => Flops >= 1 << 18;

    public override void Forward(ForwardCall y)
    {
        if (y.IsInference)
        {
            FormattableString call = $"FrozenLinearKernel.Forward({y.X}, {y[Weight]}, {(args.Bias ? y[Bias] : null)}, {y.Result}, {y.Prepared(Weight)}{y.Besides})";
            if (IsLarge)
                y.AdoptingStep(call);
            else
                y.Step(call);
        }
        else if (y.Epilogue.NeedsArgument)
            y.Step($"LinearKernel.Forward({y.X}, {y[Weight]}, {y[Bias]}, {y.Result}{y.Besides}, argument: {y.Keep("Argument", Output)})");
        else
            y.Step($"LinearKernel.Forward({y.X}, {y[Weight]}, {(args.Bias ? y[Bias] : null)}, {y.Result}{y.Besides})");
    }

    public override void Backward(BackwardCall y)
    {
        var gradient = y.GradBefore(args.Bias ? Bias : null);
        y.ParameterStep($"LinearKernel.BackwardParameters({gradient}, {y.X}, {y.GradOf(Weight)}, {(args.Bias && y.Epilogue.IsEmpty ? y.GradOf(Bias) : null)})");
        if (y.Wants(0))
            y.Step($"LinearKernel.BackwardInput({gradient}, {y[Weight]}, {y.GradOf(0)})");
    }
}
