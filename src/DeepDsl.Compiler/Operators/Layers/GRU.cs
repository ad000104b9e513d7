using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Gated recurrent unit. What the state adds to the gates has gradients of its own, since one gate weighs it.</summary>
internal sealed class GRU(GRUAttribute args, Shape x) : Recurrent<GRUAttribute>(args, gates: 3, x)
{
    protected override RecurrentCell Cell => new GatedCell();

    public override void Forward(ForwardCall y) =>
        y.Step($"GRUKernel.Forward({y.X}, {Weights(y)}, {y.Result}, {y.Keep("Gates", Gates)}, {y.Keep("Weighed", Output)}, {Direction})");

    public override void Backward(BackwardCall y)
    {
        var (gates, ofState, before) = (y.Partial("Gates", Gates), y.Partial("OfState", Gates), y.Partial("Before", Output));
        y.Step($"GRUKernel.Backward({y.Grad}, {y.Y}, {y[StateWeight]}, {y.Kept("Gates")}, {y.Kept("Weighed")}, {gates}, {ofState}, {before}, {Direction})");
        BackwardParameters(y, gates.Value, y.X, InputWeight, InputBias);
        BackwardParameters(y, ofState.Value, before.Value, StateWeight, StateBias);
        BackwardInput(y, gates.Value);
    }
}
