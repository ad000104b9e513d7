using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>min(max(x + 3, 0), 6)/6.</summary>
internal sealed class Hardsigmoid(Shape x) : Activation<HardsigmoidAttribute>(x)
{
    public override string Function => "new HardsigmoidFunction()";

    public override bool DerivesFromResult => true;

    public override (Initializer Initializer, double Gain) Matching => (Initializer.XavierUniform, 1);

    public override Curve Curve => new(Function, z => Math.Min(Math.Max(z + 3, 0), 6) / 6, z => z is > -3 and < 3 ? 1.0 / 6 : 0, -3, 3);

    public override (double Low, double High) Range => (0, 1);

    // libtorch's own takes 1/6 in single precision whatever the type.
    public override string Portable(PortableCall y) => $"({y.X} + 3).clamp(0, 6) / 6";
}
