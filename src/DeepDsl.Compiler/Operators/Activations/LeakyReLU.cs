using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>x for x &gt; 0, slope·x otherwise.</summary>
internal sealed class LeakyReLU(LeakyReLUAttribute args, Shape x) : Activation<LeakyReLUAttribute>(x)
{
    public override string Function => $"new LeakyReLUFunction({Text.Of(args.NegativeSlope)})";

    public override (Initializer Initializer, double Gain) Matching =>
        (Initializer.KaimingNormal, Math.Sqrt(2 / (1 + args.NegativeSlope * args.NegativeSlope)));

    public override Curve Curve => new Rectifier(args.NegativeSlope);

    public override string Portable(PortableCall y) => $"functional.leaky_relu({y.X}, {Text.Of(args.NegativeSlope)})";
}
