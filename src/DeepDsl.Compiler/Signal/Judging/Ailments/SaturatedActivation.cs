using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Signal.Judging.Ailments;

/// <summary>An activation works where it is flat.</summary>
public sealed record SaturatedActivation(SignalLevel Level, GraphNode At, string Message) : Ailment(Level, At, Message)
{
    internal static SaturatedActivation? Find(SignalStudy study, SignalLimits limits)
    {
        var flat = study.HiddenActivations.Where(signal => signal.Activation!.Openness < limits.Openness).ToArray();
        if (flat.Length == 0)
            return null;
        var worst = flat.OrderBy(signal => signal.Activation!.Openness).First();
        var node = worst.Node.Node!;
        var size = study.Of(node.ValueInputs.First())?.SecondMoment ?? 0;
        return new(SignalLevel.Warning, node, $"'{node.Name}' is predicted to be saturated: its [{node.Declaration!.Name}] gets values of size ≈{Numbers.Of(Math.Sqrt(Math.Max(size, 0)))} and passes on ≈{Numbers.Of(100 * worst.Activation!.Openness)} % "
            + $"of the gradient's energy that it could{(flat.Length > 1 ? $", as {(flat.Length > 2 ? $"do {flat.Length - 1} more" : "does one more")}" : "")}; a smaller initializer or normalization brings it back to where it is steep");
    }
}
