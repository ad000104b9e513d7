using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Joining;

/// <summary>The matrix product of two values, sample by sample.</summary>
internal sealed class MatMul(MatMulAttribute args, EquatableArray<Shape> inputs) : Operator<MatMulAttribute>, IProduct, INativeWork
{
    private readonly Shape _x = inputs[0];
    private readonly Shape _other = inputs[1];

    private int Inner => args.TransposeOther ? _other.Last : _other.Height;

    private int Columns => args.TransposeOther ? _other.Height : _other.Last;

    public override Misfit? Misfit
    {
        get
        {
            if (_x.Rank == 1 && _other.Rank == 1)
            {
                return new ShapesDiffer($"multiplies the matrices of each sample, but {_x} and {_other} are vectors: samples of a batch do not meet")
                {
                    Advice = "for one product per sample, multiply the elements, as in [Multiply(nameof(Other)), Mean(-1)]; for those of all pairs in a batch, give both members [Output] and compute the loss yourself between TrainForward and TrainBackward",
                };
            }
            if (_x.Rank < 2 || _other.Rank != _x.Rank || !_x.Dims.Take(_x.Rank - 2).SequenceEqual(_other.Dims.Take(_x.Rank - 2)))
                return new ShapesDiffer($"needs two values (..., rows, columns) that agree before their last two dimensions, but multiplies {_x} by {_other}");
            if (_x.Last == Inner)
                return null;
            var wouldFit = _x.Last == Columns;
            return new ShapesDiffer($"needs as many columns on the left as rows on the right, but multiplies {_x} by {_other}{(args.TransposeOther ? " transposed" : "")}")
            {
                Argument = wouldFit ? nameof(args.TransposeOther) : null,
                Suggestion = wouldFit ? Text.Of(!args.TransposeOther) : null,
                Advice = wouldFit ? $"TransposeOther = {Text.Of(!args.TransposeOther)} makes them agree" : null,
            };
        }
    }

    public override Shape Output => _x.WithLast(Columns);

    public override long Flops => 2 * _x.Elements * Columns;

    public IEnumerable<NativeCall> Work(int batch)
    {
        var (m, n, k) = (_x.Height, Columns, _x.Last);
        var (x, other, y) = (new Operand(k, PerSample: m * k), new Operand(args.TransposeOther ? k : n, args.TransposeOther, k * n), new Operand(n, PerSample: m * n));
        MatrixProduct[] products =
        [
            new(NativePurpose.Result, m, n, k, x, other, y),
            new(NativePurpose.Input, m, k, n, y, other with { IsTransposed = !args.TransposeOther }, x),
            args.TransposeOther
                ? new(NativePurpose.Input, n, k, m, y with { IsTransposed = true }, x, other with { IsTransposed = false })
                : new(NativePurpose.Input, k, n, m, x with { IsTransposed = true }, y, other),
        ];
        return products.Select(product => product with { Samples = (int)(batch * _x.Elements / (m * k)) });
    }

    public override LayoutNeed Layout => LayoutNeed.Plain;

    public override string Portable(PortableCall y) => $"torch.matmul({y.X}, {y.Inputs[1]}{(args.TransposeOther ? ".transpose(-2, -1)" : "")})";

    public override void Forward(ForwardCall y) => y.Step($"MatMulKernel.Run({y.X}, {y.Inputs[1]}, {y.Result}, transposeB: {Text.Of(args.TransposeOther)})");

    public override void Backward(BackwardCall y)
    {
        if (y.Wants(0))
            y.Step($"MatMulKernel.Run({y.Grad}, {y.Inputs[1]}, {y.GradOf(0)}, transposeB: {Text.Of(!args.TransposeOther)})");
        if (!y.Wants(1))
            return;
        // (x·o)' = xᵀ·g, and (x·oᵀ)' = gᵀ·x.
        if (args.TransposeOther)
            y.Step($"MatMulKernel.Run({y.Grad}, {y.X}, {y.GradOf(1)}, transposeA: true)");
        else
            y.Step($"MatMulKernel.Run({y.X}, {y.Grad}, {y.GradOf(1)}, transposeA: true)");
    }
}
