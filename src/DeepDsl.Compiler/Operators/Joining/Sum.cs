using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Joining;

/// <summary>Adds its inputs; the gradient of the sum is that of each.</summary>
internal abstract class Sum<TAttribute>(EquatableArray<Shape> inputs) : Operator<TAttribute>, ITransparent, ISum, IFusing
    where TAttribute : OperatorAttribute
{
    public override Shape Output => inputs[0];

    public override long Flops => (inputs.Count - 1) * inputs[0].Elements;

    public override SignalRule Signal(SignalCall y) => new Addition();

    public override string Portable(PortableCall y) => string.Join(" + ", y.Inputs);

    public bool Fuses(Epilogue epilogue) => inputs.Count == 2 && epilogue is { Plus: null, NeedsArgument: false };

    public override void Forward(ForwardCall y)
    {
        var sum = y.Inputs[0];
        for (var i = 1; i < y.Inputs.Count; i++)
        {
            var result = i == y.Inputs.Count - 1 ? y.Result : y.Partial($"Partial{i}");
            y.Step($"ElementwiseKernel.Add({sum}, {y.Inputs[i]}, {result}{y.Besides})", inPlace: true);
            sum = result.Value;
        }
    }

    public override void Backward(BackwardCall y)
    {
        var gradient = y.GradBefore();
        for (var i = 0; i < inputs.Count; i++)
        {
            if (y.Wants(i))
                y.Passes(i, gradient);
        }
    }
}
