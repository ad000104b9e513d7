using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Scaled dot-product attention of queries to the positions of a memory, which may be the value itself.</summary>
/// <remarks>The probabilities are kept for the backward pass; the three projections lie side by side in one matrix, as in PyTorch.</remarks>
internal sealed class MultiheadAttention(MultiheadAttentionAttribute args, EquatableArray<Shape> inputs) : Operator<MultiheadAttentionAttribute>, INativeWork
{
    private readonly Shape _x = inputs[0];

    private Shape Memory => inputs[inputs.Count - 1];

    private bool AttendsToItself => inputs.Count == 1;

    private int Heads => Sizes.One(args.Heads);

    private int Features => _x.Last;

    private Parameter InWeight => new(InName("weight"), Shape.Of(3 * Features, Features), new(Initializer.XavierUniform, Features, 3L * Features, Gain: 1));

    private Parameter InBias => new(InName("bias"), Shape.Of(3 * Features), Init.Zeros, IsNormOrBias: true);

    private Parameter OutWeight => new($"{OutName}.weight", Shape.Of(Features, Features), new(Initializer.TorchDefault, Features, Features));

    private Parameter OutBias => new($"{OutName}.bias", Shape.Of(Features), Init.Zeros, IsNormOrBias: true);

    private string OutName => args.OutProjName is { Length: > 0 } chosen ? chosen : "out_proj";

    public override string Kind => "Attention";

    public override Misfit? Misfit
    {
        get
        {
            if (_x.Rank != 2)
                return new ShapeMismatch($"needs an input (length, features), but gets {_x}");
            if (Memory.Rank != 2 || Memory.Last != Features)
                return new ShapesDiffer($"needs a memory (length, {Features}) for its input {_x}, but gets {Memory}") { Argument = nameof(args.Memory) };
            if (Heads >= 1 && Features % Heads == 0)
                return null;
            var nearest = Enumerable.Range(1, Features).Where(heads => Features % heads == 0).OrderBy(heads => Math.Abs((long)heads - Heads)).First();
            return new NotDivisible($"needs a number of heads that divides {Features} features, but gets {Heads}")
            {
                Argument = "0",
                Suggestion = $"{nearest}",
                Advice = $"the nearest that does is {nearest}",
            };
        }
    }

    public override Shape Output => _x;

    public override IEnumerable<Parameter> Parameters => args.Bias ? [InWeight, InBias, OutWeight, OutBias] : [InWeight, OutWeight];

    public override long Flops => 4L * (_x.Elements + Memory.Elements) * Features + 4L * _x.Elements * Memory[0];

    public override LayoutNeed Layout => LayoutNeed.Plain;

    public IEnumerable<NativeCall> Work(int batch)
    {
        var (length, memory, size) = (_x[0], Memory[0], Features / Heads);
        var (query, key, context) = (Part(AttendsToItself ? 3 * Features : Features, length), Part(AttendsToItself ? 3 * Features : 2 * Features, memory), Part(Features, length));
        var scores = new Operand(memory, PerSample: Heads * length * memory, PerHead: length * memory);
        var projections = AttendsToItself
            ? MatrixProduct.Linear(batch * length, Features, 3 * Features)
            : MatrixProduct.Linear(batch * length, Features, Features).Concat(MatrixProduct.Linear(batch * memory, Features, 2 * Features));
        MatrixProduct[] attention =
        [
            new(NativePurpose.Result, length, memory, size, query, key with { IsTransposed = true }, scores),
            new(NativePurpose.Result, length, size, memory, scores, key, context),
            new(NativePurpose.Gradient, memory, size, length, scores with { IsTransposed = true }, context, key),
            new(NativePurpose.Gradient, length, memory, size, context, key with { IsTransposed = true }, scores),
            new(NativePurpose.Gradient, length, size, memory, scores, key, query),
            new(NativePurpose.Gradient, memory, size, length, scores with { IsTransposed = true }, query, key),
        ];
        return [.. projections, .. attention.Select(product => product with { Samples = batch, Heads = Heads }), .. MatrixProduct.Linear(batch * length, Features, Features, NativePurpose.Gradient)];

        Operand Part(int stride, int rows) => new(stride, PerSample: rows * stride, PerHead: size);
    }

    private string Geometry => $"heads: {Heads}, causal: {Text.Of(args.Causal)}";

    public override SignalRule Signal(SignalCall y) => new Attention(y[InWeight], y[OutWeight]) { IsCausal = args.Causal };

    public override string Portable(PortableCall y) =>
        $"Portable.MultiheadAttention({y.X}, {y.Inputs[^1]}, {y[InWeight]}, {(args.Bias ? y[InBias] : "null")}, {y[OutWeight]}, {(args.Bias ? y[OutBias] : "null")}, {Geometry})";

    public override void Forward(ForwardCall y)
    {
        var (queries, keysAndValues) = Project(y);
        var (probabilities, context) = (y.Keep("Probabilities", Shape.Of(Heads, _x[0], Memory[0])), y.Keep("Context", _x));
        y.Step($"AttentionKernel.Forward({queries}, {keysAndValues}, {probabilities}, {context}, {Geometry})");
        y.Step($"LinearKernel.Forward({context.Value}, {y[OutWeight]}, {(args.Bias ? y[OutBias] : null)}, {y.Result})");
    }

    public override void Backward(BackwardCall y)
    {
        y.ParameterStep($"LinearKernel.BackwardParameters({y.Grad}, {y.Kept("Context")}, {y.GradOf(OutWeight)}, {(args.Bias ? y.GradOf(OutBias) : null)})");
        var context = y.Partial("Context", _x);
        y.Step($"LinearKernel.BackwardInput({y.Grad}, {y[OutWeight]}, {context})");
        if (AttendsToItself)
            BackwardToItself(y, context.Value);
        else
            BackwardToMemory(y, context.Value);
    }

    private string InName(string parameter) => args.InProjName is { Length: > 0 } chosen ? $"{chosen}.{parameter}" : $"in_proj_{parameter}";

    /// <summary>Queries, and keys beside values: one value with all three where the input attends to itself.</summary>
    private (Value Queries, Value KeysAndValues) Project(ForwardCall y)
    {
        if (AttendsToItself)
        {
            var all = y.Keep("Projections", _x.WithLast(3 * Features));
            y.Step($"LinearKernel.Forward({y.X}, {y[InWeight]}, {(args.Bias ? y[InBias] : null)}, {all})");
            return (all.Value, all.Value);
        }
        var (queries, keysAndValues) = (y.Keep("Queries", _x), y.Keep("KeysAndValues", Memory.WithLast(2 * Features)));
        y.Step($"LinearKernel.Forward({y.X}, {y[InWeight]}, {(args.Bias ? y[InBias] : null)}, {queries}, firstRow: 0)");
        y.Step($"LinearKernel.Forward({y.Inputs[1]}, {y[InWeight]}, {(args.Bias ? y[InBias] : null)}, {keysAndValues}, firstRow: {Features})");
        return (queries.Value, keysAndValues.Value);
    }

    private void BackwardToItself(BackwardCall y, Value context)
    {
        var (kept, all) = (y.Kept("Projections"), y.Partial("Projections", _x.WithLast(3 * Features)));
        y.Step($"AttentionKernel.Backward({context}, {kept}, {kept}, {y.Kept("Probabilities")}, {all}, {all}, heads: {Heads})");
        y.ParameterStep($"LinearKernel.BackwardParameters({all.Value}, {y.X}, {y.GradOf(InWeight)}, {(args.Bias ? y.GradOf(InBias) : null)})");
        if (y.Wants(0))
            y.Step($"LinearKernel.BackwardInput({all.Value}, {y[InWeight]}, {y.GradOf(0)})");
    }

    private void BackwardToMemory(BackwardCall y, Value context)
    {
        var (queries, keysAndValues) = (y.Partial("Queries", _x), y.Partial("KeysAndValues", Memory.WithLast(2 * Features)));
        y.Step($"AttentionKernel.Backward({context}, {y.Kept("Queries")}, {y.Kept("KeysAndValues")}, {y.Kept("Probabilities")}, {queries}, {keysAndValues}, heads: {Heads})");
        y.ParameterStep($"AttentionKernel.BackwardParameters({queries.Value}, {keysAndValues.Value}, {y.X}, {y.Inputs[1]}, {y.GradOf(InWeight)}, {(args.Bias ? y.GradOf(InBias) : null)})");
        if (y.Wants(0))
            y.Step($"LinearKernel.BackwardInput({queries.Value}, {y[InWeight]}, {y.GradOf(0)}, firstRow: 0)");
        if (y.Wants(1))
            y.Step($"LinearKernel.BackwardInput({keysAndValues.Value}, {y[InWeight]}, {y.GradOf(1)}, firstRow: {Features})");
    }
}
