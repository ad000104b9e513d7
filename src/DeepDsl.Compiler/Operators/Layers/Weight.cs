using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>A learned value, the same for every sample.</summary>
internal sealed class Weight(WeightAttribute args) : Operator<WeightAttribute>, IShapeReader
{
    private Parameter Value => new("", Output, args.WeightInit == Initializer.Auto ? new(Initializer.Normal, Scale: 0.02) : Init.Weight(args, 1, 1));

    public int ValueInputs => 0;

    public override Misfit? Misfit
    {
        get
        {
            if (args.Sizes.FirstOrDefault(size => Sizes.One(size) < 1) is { } wrong)
                return new ShapeMismatch($"needs sizes of at least 1, but one is {Sizes.Shown(wrong)}; the batch is not written") { Argument = $"{Array.IndexOf(args.Sizes, wrong)}" };
            if (args.Sizes.Length > 4)
                return new ShapeMismatch($"has {args.Sizes.Length} sizes, but at most four are supported; the batch is not written");
            return args.WeightInit is Initializer.Auto or Initializer.Normal or Initializer.TruncNormal or Initializer.Uniform or Initializer.Zeros or Initializer.Constant
                ? null
                : new ShapeMismatch($"is no map with inputs and outputs, so it cannot start with {args.WeightInit}: Normal, TruncNormal, Uniform, Zeros and Constant are possible")
                {
                    Argument = nameof(args.WeightInit),
                    Suggestion = "Initializer.Normal",
                };
        }
    }

    public override Shape Output => Shape.Of(args.Sizes.Select(Sizes.One));

    public override IEnumerable<Parameter> Parameters => [Value];

    public override SignalRule Signal(SignalCall y) => new LearnedSource(y[Value]);

    public override string Portable(PortableCall y) => $"{y[Value]}.expand({string.Join(", ", [$"{y.X}.size(0)", .. Output.Dims.Select(size => Text.Of(size))])})";

    public override void Forward(ForwardCall y) => y.Step($"WeightKernel.Forward({y[Value]}, {y.Result})");

    public override void Backward(BackwardCall y) => y.ParameterStep($"WeightKernel.BackwardParameters({y.Grad}, {y.GradOf(Value)})");
}
