using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Zeros in front of the last dimension.</summary>
internal sealed class CausalPad(CausalPadAttribute args, Shape x) : Operator<CausalPadAttribute>, ITransparent, ILinear
{
    private int Padding => Sizes.One(args.Padding);

    public override Misfit? Misfit =>
        x.Rank == 0 ? new ShapeMismatch("needs a dimension to act on, but its input is a scalar per sample")
        : Padding >= 0 ? null
        : new ShapeMismatch($"needs a padding of at least 0, but gets {Padding}") { Argument = "0", Suggestion = "0" };

    public override Shape Output => x.WithLast((int)Math.Min(int.MaxValue, (long)x.Last + Padding));

    public override LayoutNeed Layout => LayoutNeed.Plain;

    public override SignalRule Signal(SignalCall y) => x.Rank == 2 ? new Lengthening(Padding) : new UnknownRule("[CausalPad] pads something else than the length of a sequence");

    public override string Portable(PortableCall y) => Padding == 0 ? y.X : $"functional.pad({y.X}, ({Padding}, 0))";

    public override void Forward(ForwardCall y)
    {
        if (Padding == 0)
            y.ResultIsViewOf(y.X);
        else
            y.Step($"PadKernel.Forward({y.X}, {y.Result}, axis: {x.Rank}, {Padding})");
    }

    public override void Backward(BackwardCall y)
    {
        if (!y.Wants(0))
            return;
        if (Padding == 0)
            y.Passes(0, y.Grad);
        else
            y.Step($"PadKernel.Backward({y.Grad}, {y.GradOf(0)}, axis: {x.Rank}, {Padding})");
    }
}
