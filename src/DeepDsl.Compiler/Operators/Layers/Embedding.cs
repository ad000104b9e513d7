using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Looks vectors up by their indices.</summary>
internal sealed class Embedding(EmbeddingAttribute args, Shape x) : Operator<EmbeddingAttribute>
{
    private int Count => Sizes.One(args.Count);

    private int Features => Sizes.One(args.Features);

    // PyTorch's default; a table is no map whose fan would matter.
    private Parameter Weight => new("weight", Shape.Of(Count, Features),
        args.WeightInit is Initializer.Auto or Initializer.TorchDefault ? new(Initializer.Normal, Scale: 1) : Init.Weight(args, Count, Features));

    public override Misfit? Misfit =>
        Count < 1 ? new ShapeMismatch($"needs at least one vector, but Count is {Count}") { Argument = "0" }
        : Features < 1 ? new ShapeMismatch($"needs at least one feature, but Features is {Features}") { Argument = "1" }
        : null;

    public override Shape Output => Shape.Of([.. x.Dims, Features]);

    public override IEnumerable<Parameter> Parameters => [Weight];

    public override LayoutNeed Layout => LayoutNeed.Plain;

    public override SignalRule Signal(SignalCall y) => new LookUp(y[Weight], Count) { ResultAxis = x.Rank };

    public override string Portable(PortableCall y) => $"Portable.Embedding({y.X}, {y[Weight]})";

    public override void Forward(ForwardCall y) => y.Step($"EmbeddingKernel.Forward({y.X}, {y[Weight]}, {y.Result})");

    public override void Backward(BackwardCall y) => y.ParameterStep($"EmbeddingKernel.BackwardParameters({y.Grad}, {y.X}, {y.GradOf(Weight)})");
}
