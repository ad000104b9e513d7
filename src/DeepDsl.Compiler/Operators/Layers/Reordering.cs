using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>An operator that puts dimensions into another order.</summary>
internal abstract class Reordering<TAttribute>(Shape x) : Operator<TAttribute>, ITransparent, IRearrangement
    where TAttribute : OperatorAttribute
{
    /// <summary>For each dimension of the result its index in the input, without the batch.</summary>
    protected abstract int[] Order { get; }

    public override Shape Output => Shape.Of(Order.Select(index => x[index]));

    public override LayoutNeed Layout => LayoutNeed.Plain;

    public override SignalRule Signal(SignalCall y) => new Rearranging { ResultAxis = Array.IndexOf(Order, y.ChannelAxis) };

    public override void Forward(ForwardCall y) => y.Step($"PermuteKernel.Run({y.X}, {y.Result}, {WithBatch(Order)})");

    public override void Backward(BackwardCall y)
    {
        if (y.Wants(0))
            y.Step($"PermuteKernel.Run({y.Grad}, {y.GradOf(0)}, {WithBatch([.. Order.Select((_, index) => Array.IndexOf(Order, index))])})");
    }

    private static string WithBatch(int[] order) => $"[0, {string.Join(", ", order.Select(index => index + 1))}]";
}
