using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>An operator that only looks at the same elements in another shape.</summary>
internal abstract class View<TAttribute>(Shape x) : Operator<TAttribute>, ITransparent, IRearrangement
    where TAttribute : OperatorAttribute
{
    public override LayoutNeed Layout => LayoutNeed.Plain;

    public override SignalRule Signal(SignalCall y) => Views.Of(x, Output, y.ChannelAxis);

    public override string Portable(PortableCall y) => $"{y.X}.reshape({string.Join(", ", ((int[])[-1, .. Output.Dims]).Select(size => Text.Of(size)))})";

    public override void Forward(ForwardCall y) => y.ResultIsViewOf(y.X);

    public override void Backward(BackwardCall y)
    {
        if (y.Wants(0))
            y.Passes(0, y.ViewOf(y.Grad, x));
    }
}
