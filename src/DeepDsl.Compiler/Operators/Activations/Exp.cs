using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>eˣ.</summary>
internal sealed class Exp(Shape x) : Pointwise<ExpAttribute>(x)
{
    protected override string Function => "new ExpFunction()";

    protected override bool DerivesFromResult => true;

    public override string Portable(PortableCall y) => $"{y.X}.exp()";
}
