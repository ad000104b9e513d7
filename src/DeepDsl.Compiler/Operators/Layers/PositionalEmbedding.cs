using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Adds a learned vector to each position.</summary>
internal sealed class PositionalEmbedding(PositionalEmbeddingAttribute args, Shape x) : Operator<PositionalEmbeddingAttribute>, ITransparent
{
    private int Length => Sizes.One(args.Length);

    private Parameter Weight => new("weight", Shape.Of(Length, x.Last), new(Initializer.Normal, Scale: args.Std));

    public override string Kind => "Position";

    public override Misfit? Misfit =>
        x.Rank != 2 ? new ShapeMismatch($"needs an input (length, features), but gets {x}")
        : Length < x[0] ? new ShapeMismatch($"has vectors for {Length} positions, but its input {x} has {x[0]}") { Argument = "0", Suggestion = $"{x[0]}" }
        : args.Std is >= 0 and < double.PositiveInfinity ? null
        : new ShapeMismatch($"needs a finite standard deviation of at least 0, but Std is {Text.Of(args.Std)}") { Argument = nameof(args.Std), Suggestion = "0.02" };

    public override Shape Output => x;

    public override IEnumerable<Parameter> Parameters => [Weight];

    public override long Flops => x.Elements;

    public override SignalRule Signal(SignalCall y) => new Offset(y[Weight]);

    public override string Portable(PortableCall y) => $"{y.X} + {(Length == x[0] ? y[Weight] : $"{y[Weight]}.narrow(0, 0, {x[0]})")}";

    public override void Forward(ForwardCall y) => y.Step($"PositionalEmbeddingKernel.Forward({y.X}, {y[Weight]}, {y.Result})", inPlace: true);

    public override void Backward(BackwardCall y)
    {
        y.ParameterStep($"PositionalEmbeddingKernel.BackwardParameters({y.Grad}, {y.GradOf(Weight)})");
        if (y.Wants(0))
            y.Passes(0, y.Grad);
    }
}
