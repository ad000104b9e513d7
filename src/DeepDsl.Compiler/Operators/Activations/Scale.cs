using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>c·x.</summary>
internal sealed class Scale(ScaleAttribute args, Shape x) : Pointwise<ScaleAttribute>(x), ITransparent, ILinear
{
    private double Factor => Sizes.Real(args.Factor);

    public override string Function => $"new ScaleFunction({Text.Of(Factor)})";

    public override bool DerivesFromResult => true;

    public override Misfit? Misfit => double.IsNaN(Factor) || double.IsInfinity(Factor) ? new ShapeMismatch($"needs a finite factor, but gets {Text.Of(Factor)}") { Argument = "0" } : null;

    public override SignalRule Signal(SignalCall y) => new Scaling(Factor);

    public override string Portable(PortableCall y) => $"{y.X} * {Text.Of(Factor)}";

    // The gradient is scaled as the value is, and neither argument nor result is needed for that.
    public override void Backward(BackwardCall y)
    {
        if (y.Wants(0))
            y.Step($"PointwiseKernel.Forward({y.Grad}, {y.GradOf(0)}, {Function})", inPlace: true);
    }
}
