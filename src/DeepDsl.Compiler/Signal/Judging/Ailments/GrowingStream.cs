using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Signal.Judging.Ailments;

/// <summary>Every block adds as much as has come so far, and nothing normalizes the sum.</summary>
public sealed record GrowingStream(SignalLevel Level, GraphNode At, string Message) : Ailment(Level, At, Message)
{
    private const double Largest = 1e4;

    internal static GrowingStream? Find(SignalStudy study)
    {
        // By how much a value exceeds what its stream of sums began with, and over how many sums.
        var growth = new Dictionary<GraphNode, (double Start, int Sums)>();
        (GraphNode Node, double Times, int Sums)? worst = null;
        foreach (var node in study.Graph.LiveNodes.Where(node => study.Of(node) is not null))
        {
            if (!study.Adds(node))
                continue;
            var skip = node.ValueInputs.Where(growth.ContainsKey).OrderByDescending(input => growth[input].Sums).FirstOrDefault();
            var (start, sums) = skip is null ? (node.ValueInputs.Min(input => study.Of(input)?.SecondMoment ?? 1), 0) : growth[skip];
            // A branch that normalizes adds the same whatever the sum has grown to.
            if (skip is not null && node.ValueInputs.Where(input => input != skip).Any(branch => study.Between(skip, branch).Any(study.Normalizes)))
                continue;
            growth[node] = (start, sums + 1);
            var times = start > 0 ? study.Of(node)!.SecondMoment / start : 1;
            if (sums >= 3 && times > Largest && times > (worst?.Times ?? 0))
                worst = (node, times, sums + 1);
        }
        return worst is not { } found ? null : new(SignalLevel.Info, found.Node,
            $"The sum of the skip connections is predicted to grow ≈{Numbers.Of(Math.Sqrt(found.Times))} times in size over {found.Sums} sums up to '{found.Node.Name}'; "
            + "normalization in every block, a [Scale] on its result or a last layer that starts with Initializer.Auto or at zero keeps it level");
    }
}
