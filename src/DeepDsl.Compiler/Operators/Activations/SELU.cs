using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>λ·x for x &gt; 0, λ·α·(eˣ − 1) otherwise.</summary>
internal sealed class SELU(Shape x) : Activation<SELUAttribute>(x), ISelfNormalizing
{
    private const double Scale = 1.0507009873554804934193349852946;
    private const double Alpha = 1.6732632423543772848170429916717;

    public override string Function => "new SELUFunction()";

    public override bool DerivesFromResult => true;

    // Its fixed point is that of weights of variance 1/fan_in (Klambauer et al., 2017).
    public override (Initializer Initializer, double Gain) Matching => (Initializer.LeCunNormal, 1);

    public override Curve Curve => new(Function, z => Scale * (z > 0 ? z : Alpha * (Math.Exp(z) - 1)), z => Scale * (z > 0 ? 1 : Alpha * Math.Exp(z)), 0);

    public override (double Low, double High) Range => (-Scale * Alpha, double.PositiveInfinity);

    public override string Portable(PortableCall y) => $"functional.selu({y.X})";
}
