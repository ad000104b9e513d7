using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Joining;

/// <summary>The elementwise product of two values with broadcasting; more factors stand for products of two.</summary>
internal sealed class Multiply(EquatableArray<Shape> inputs) : Operator<MultiplyAttribute>, IComposite, IProduct
{
    public override Misfit? Misfit
    {
        get
        {
            if (inputs.Count < 2)
                return new UnknownName("needs the name of at least one member to multiply by");
            var product = inputs[0];
            foreach (var factor in inputs.Skip(1))
            {
                if (product.Broadcast(factor) is not { } next)
                    return new ShapesDiffer($"needs shapes whose sizes agree or are 1, but multiplies {product} by {factor}");
                product = next;
            }
            return null;
        }
    }

    public override Shape Output => inputs.Skip(1).Aggregate(inputs[0], (product, factor) => product.Broadcast(factor)!);

    public override long Flops => Output.Elements;

    public GraphNode? Expand(IExpansion graph) => inputs.Count == 2
        ? null
        : graph.Inputs.Skip(1).Aggregate(graph.Inputs[0], (product, factor) => graph.Apply(new MultiplyAttribute(), Kind, product, factor));

    public override SignalRule Signal(SignalCall y) => new Product();

    public override string Portable(PortableCall y) => $"{y.X} * {y.Inputs[1]}";

    public override void Forward(ForwardCall y) => y.Step($"MultiplyKernel.Forward({y.X}, {y.Inputs[1]}, {y.Result})", inPlace: true);

    public override void Backward(BackwardCall y)
    {
        for (var i = 0; i < 2; i++)
        {
            if (y.Wants(i))
                y.Step($"MultiplyKernel.Backward({y.Grad}, {y.Inputs[1 - i]}, {y.GradOf(i)})", inPlace: true);
        }
    }
}
