using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>log x.</summary>
internal sealed class Log(Shape x) : Pointwise<LogAttribute>(x), IPointwise
{
    public override string Function => "new LogFunction()";

    public Curve Curve => new(Function, Math.Log, z => 1 / z);

    public override SignalRule Signal(SignalCall y) => new Superposed(Curve) { DoubtAlone = "a logarithm of values of unknown distribution" };

    public override string Portable(PortableCall y) => $"{y.X}.log()";
}
