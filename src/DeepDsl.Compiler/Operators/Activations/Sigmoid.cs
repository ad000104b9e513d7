using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>1/(1+e⁻ˣ).</summary>
internal sealed class Sigmoid(Shape x) : Activation<SigmoidAttribute>(x)
{
    protected override string Function => "new SigmoidFunction()";

    protected override bool DerivesFromResult => true;

    public override (Initializer Initializer, double Gain) Matching => (Initializer.XavierUniform, 1);

    public override (double Low, double High) Range => (0, 1);

    public override string Portable(PortableCall y) => $"functional.sigmoid({y.X})";
}
