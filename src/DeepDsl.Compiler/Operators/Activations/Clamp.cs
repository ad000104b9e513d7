using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>min(max(x, low), high).</summary>
internal sealed class Clamp(ClampAttribute args, Shape x) : Pointwise<ClampAttribute>(x), IPointwise
{
    public override string Function => $"new ClampFunction({Text.Of(args.Min)}, {Text.Of(args.Max)})";

    public override Misfit? Misfit => args.Min <= args.Max ? null : new ShapeMismatch($"needs bounds in order, but gets {Text.Of(args.Min)} to {Text.Of(args.Max)}") { Argument = "0" };

    public Curve Curve => new(Function, z => Math.Min(Math.Max(z, args.Min), args.Max), z => z >= args.Min && z <= args.Max ? 1 : 0, [.. new[] { args.Min, args.Max }.Where(bound => !double.IsInfinity(bound))]);

    public override SignalRule Signal(SignalCall y) => new Superposed(Curve);

    public override string Portable(PortableCall y) => $"{y.X}.clamp({Text.Of(args.Min)}, {Text.Of(args.Max)})";
}
