using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>A layer with a state that goes from position to position; what the gates were is kept for the backward pass.</summary>
/// <remarks>One matrix product serves the input at all positions; that of the state is made position by position, and its weight's gradient again at once.</remarks>
internal abstract class Recurrent<TAttribute>(TAttribute args, int gates, Shape x) : Operator<TAttribute>, IRecurrent, INativeWork
    where TAttribute : RecurrentAttribute
{
    public int Length => x[0];

    private int Hidden => Sizes.One(args.HiddenSize);

    /// <summary>Of all gates, position by position.</summary>
    protected Shape Gates => Output.WithLast(gates * Hidden);

    protected Parameter InputWeight => new("weight_ih_l0", Shape.Of(gates * Hidden, x.Last), args.WeightInit switch
    {
        Initializer.Auto => new(Initializer.XavierUniform, x.Last, Hidden, Gain(1)),
        Initializer.TorchDefault => new(Initializer.TorchDefault, Hidden, Hidden),
        _ => Init.Weight(args, x.Last, Hidden),
    });

    protected Parameter StateWeight => new("weight_hh_l0", Shape.Of(gates * Hidden, Hidden), args.WeightInit == Initializer.Auto
        ? new(Initializer.Orthogonal, Hidden, Hidden, Gain(1))
        : Init.Weight(args, Hidden, Hidden));

    protected Parameter InputBias => new("bias_ih_l0", Shape.Of(gates * Hidden), Init.Bias(args, Hidden), IsNormOrBias: true);

    protected Parameter StateBias => new("bias_hh_l0", Shape.Of(gates * Hidden), Init.Bias(args, Hidden), IsNormOrBias: true);

    protected bool HasBias => args.Bias;

    protected string Direction => $"reverse: {Text.Of(args.Reverse)}";

    public override Misfit? Misfit =>
        x.Rank != 2 ? new ShapeMismatch($"needs an input (length, features), but gets {x}")
        : Hidden < 1 ? new ShapeMismatch($"needs a state of at least one feature, but HiddenSize is {Hidden}") { Argument = "0" }
        : null;

    public override Shape Output => x.WithLast(Hidden);

    public override IEnumerable<Parameter> Parameters => HasBias ? [InputWeight, StateWeight, InputBias, StateBias] : [InputWeight, StateWeight];

    // Before the first position there is no state.
    public override long Flops => 2L * gates * Hidden * (x.Elements + (Length - 1L) * Hidden);

    public override LayoutNeed Layout => LayoutNeed.Plain;

    public IEnumerable<NativeCall> Work(int batch)
    {
        var (length, all) = (Length, gates * Hidden);
        var forward = new MatrixProduct(NativePurpose.Result, batch, all, Hidden, new(length * Hidden), new(Hidden, IsTransposed: true), new(all));
        var backward = new MatrixProduct(NativePurpose.Gradient, batch, Hidden, all, new(length * all), new(Hidden), new(Hidden));
        var parameters = new MatrixProduct(NativePurpose.Parameters, all, Hidden, batch * (length - 1), new(all, IsTransposed: true), new(Hidden), new(Hidden));
        return
        [
            .. MatrixProduct.Linear(batch * length, x.Last, all),
            .. Enumerable.Repeat(forward, length - 1),
            .. Enumerable.Repeat(backward, length - 1),
            .. Enumerable.Repeat(parameters, Math.Min(1, length - 1)),
        ];
    }

    /// <summary>What it does to signals at one position.</summary>
    protected abstract RecurrentCell Cell { get; }

    public override SignalRule Signal(SignalCall y) => new Recurrence(Cell, y[InputWeight], y[StateWeight], HasBias ? y[InputBias] : default, gates) { IsReversed = args.Reverse };

    public override string Portable(PortableCall y) =>
        $"Portable.{Kind}({y.X}, {y[InputWeight]}, {y[StateWeight]}, {(HasBias ? y[InputBias] : "null")}, {(HasBias ? y[StateBias] : "null")}, {Direction})";

    /// <summary>The arguments that hold the parameters.</summary>
    protected FormattableString Weights(LoweredCall y) => $"{y[InputWeight]}, {y[StateWeight]}, {(HasBias ? y[InputBias] : null)}, {(HasBias ? y[StateBias] : null)}";

    /// <summary>The gradients of one side's weight and bias, from that of the gates.</summary>
    protected void BackwardParameters(BackwardCall y, Value gradient, Value from, Parameter weight, Parameter bias) =>
        y.ParameterStep($"LinearKernel.BackwardParameters({gradient}, {from}, {y.GradOf(weight)}, {(HasBias ? y.GradOf(bias) : null)})");

    protected void BackwardInput(BackwardCall y, Value gradient)
    {
        if (y.Wants(0))
            y.Step($"LinearKernel.BackwardInput({gradient}, {y[InputWeight]}, {y.GradOf(0)})");
    }

    private double Gain(double usual) => double.IsNaN(args.WeightGain) ? usual : args.WeightGain;
}
