using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>An operator that treats every element alike. Its kernel is a struct that the one loop over elements is compiled for.</summary>
internal abstract class Pointwise<TAttribute>(Shape x) : Operator<TAttribute>, IFunction
    where TAttribute : OperatorAttribute
{
    public abstract string Function { get; }

    public virtual bool DerivesFromResult => false;

    public override Shape Output => x;

    public override long Flops => x.Elements;

    public override void Forward(ForwardCall y) => y.Step($"PointwiseKernel.Forward({y.X}, {y.Result}, {Function})", inPlace: DerivesFromResult);

    public override void Backward(BackwardCall y)
    {
        if (y.Wants(0))
            y.Step($"PointwiseKernel.Backward({y.Grad}, {(DerivesFromResult ? y.Y : y.X)}, {y.GradOf(0)}, {Function})", inPlace: true);
    }
}
