using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Joining;

/// <summary>Stands for the Concat of one node over the repetitions of a block, which are its inputs.</summary>
internal sealed class ConcatOf(ConcatOfAttribute args, EquatableArray<Shape> inputs) : Operator<ConcatOfAttribute>, IComposite
{
    private Concat Concat => new(new() { Dim = args.Dim }, inputs);

    public override Misfit? Misfit => inputs.Count == 1 ? null : Concat.Misfit;

    public override Shape Output => Concat.Output;

    public GraphNode Expand(IExpansion graph) => graph.Inputs.Count == 1
        ? graph.Inputs[0]
        : graph.Apply(new ConcatAttribute { Dim = args.Dim }, Concat.Kind, [.. graph.Inputs]);

    public override string Portable(PortableCall y) => throw Expanded();

    public override void Forward(ForwardCall y) => throw Expanded();

    public override void Backward(BackwardCall y) => throw Expanded();

    private static InvalidOperationException Expanded() => new("ConcatOf is expanded before it is lowered.");
}
