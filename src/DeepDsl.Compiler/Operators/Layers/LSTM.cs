using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Long short-term memory.</summary>
internal sealed class LSTM(LSTMAttribute args, Shape x) : Recurrent<LSTMAttribute>(args, gates: 4, x)
{
    protected override RecurrentCell Cell => new LongShortTermCell();

    public override void Forward(ForwardCall y) =>
        y.Step($"LSTMKernel.Forward({y.X}, {Weights(y)}, {y.Result}, {y.Keep("Gates", Gates)}, {y.Keep("Cells", Output)}, {Direction})");

    public override void Backward(BackwardCall y)
    {
        var (gates, before) = (y.Partial("Gates", Gates), y.Partial("Before", Output));
        y.Step($"LSTMKernel.Backward({y.Grad}, {y.Y}, {y[StateWeight]}, {y.Kept("Gates")}, {y.Kept("Cells")}, {gates}, {before}, {Direction})");
        BackwardParameters(y, gates.Value, y.X, InputWeight, InputBias);
        BackwardParameters(y, gates.Value, before.Value, StateWeight, StateBias);
        BackwardInput(y, gates.Value);
    }
}
