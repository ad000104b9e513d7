using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Normalization;

/// <summary>Group normalization of (channels, ...).</summary>
internal sealed class GroupNorm(GroupNormAttribute args, Shape x) : GroupNormalization<GroupNormAttribute>(x, Sizes.One(args.Groups), args.Eps, args.Affine)
{
    private readonly Shape _x = x;

    private int Groups => Sizes.One(args.Groups);

    public override Misfit? Misfit
    {
        get
        {
            if (_x.Rank == 0)
                return new ShapeMismatch("needs an input (channels, ...), but its input is a scalar per sample");
            if (Groups >= 1 && _x.Channels % Groups == 0)
                return null;
            var nearest = Enumerable.Range(1, _x.Channels).Where(groups => _x.Channels % groups == 0).OrderBy(groups => Math.Abs((long)groups - Groups)).First();
            return new NotDivisible($"needs groups that divide {_x.Channels} channels, but gets {Groups}")
            {
                Argument = "0",
                Suggestion = $"{nearest}",
                Advice = $"the nearest that does is {nearest}",
            };
        }
    }
}
