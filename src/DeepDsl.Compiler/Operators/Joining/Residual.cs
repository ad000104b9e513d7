using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Joining;

/// <summary>A skip connection. Where the shapes differ it stands for a projection and the sum.</summary>
internal sealed class Residual(ResidualAttribute args, EquatableArray<Shape> inputs) : Sum<ResidualAttribute>(inputs), IComposite
{
    private readonly Shape _branch = inputs[0];
    private readonly Shape _skip = inputs[1];

    private bool IsIdentity => _branch.Equals(_skip);

    private (int Height, int Width) Stride => (Reduction(_skip.Height, _branch.Height), Reduction(_skip.Width, _branch.Width));

    public override Misfit? Misfit => args.Projection switch
    {
        Projection.None when args.ProjectionName is not null => Nameless("projection", nameof(args.ProjectionName), nameof(Projection.None)),
        not Projection.Conv1x1BatchNorm when args.ProjectionNormName is not null => Nameless("norm", nameof(args.ProjectionNormName), $"{args.Projection}"),
        _ when IsIdentity => null,
        Projection.None => new ShapesDiffer($"needs equal shapes, but adds {_skip} to {_branch}")
        {
            Argument = nameof(args.Projection),
            Suggestion = Fitting?.ToString(),
            Advice = Fitting is { } fitting ? $"Projection.{fitting} makes them agree" : null,
        },
        Projection.Linear when CanMapLinearly => null,
        Projection.Conv1x1 or Projection.Conv1x1BatchNorm when CanConvolve => null,
        _ => new ShapesDiffer($"cannot bring {_skip} to {_branch} by Projection.{args.Projection}")
        {
            Argument = nameof(args.Projection),
            Suggestion = Fitting?.ToString(),
            Advice = Fitting is { } fitting ? $"Projection.{fitting} can" : null,
        },
    };

    private bool CanMapLinearly => _branch.Rank == _skip.Rank && _branch.Rank > 0 && _branch.Equals(_skip.WithLast(_branch.Last));

    private bool CanConvolve => _branch.IsImage && _skip.IsImage && Stride is { Height: > 0, Width: > 0 };

    private Projection? Fitting => CanConvolve ? Projection.Conv1x1BatchNorm : CanMapLinearly ? Projection.Linear : null;

    public GraphNode? Expand(IExpansion graph)
    {
        if (IsIdentity)
            return null;
        var (branch, skip) = (graph.Inputs[0], graph.Inputs[1]);
        if (args.Projection == Projection.Linear)
        {
            skip = graph.Apply(new LinearAttribute(_branch.Last) { Bias = false, Name = args.ProjectionName }, "Projection", skip);
        }
        else
        {
            var hasNorm = args.Projection == Projection.Conv1x1BatchNorm;
            skip = graph.Apply(new Conv2dAttribute(_branch.Channels, 1) { Stride = new[] { Stride.Height, Stride.Width }, Bias = !hasNorm, Name = args.ProjectionName }, "Projection", skip);
            skip = hasNorm ? graph.Apply(new BatchNorm2dAttribute { Name = args.ProjectionNormName }, "ProjectionNorm", skip) : skip;
        }
        return graph.Apply(new ResidualAttribute(), Kind, branch, skip);
    }

    private static UnknownName Nameless(string part, string argument, string projection) =>
        new($"names a {part}, but Projection.{projection} has none") { Argument = argument };

    // The stride s with ceil(from / s) = to, or 0.
    private static int Reduction(int from, int to) => Enumerable.Range(1, from).FirstOrDefault(stride => (from - 1) / stride + 1 == to);
}
