using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Signal.Judging.Ailments;

/// <summary>Many rectified units are zero for every input, and so stay as they are.</summary>
public sealed record BornDead(SignalLevel Level, GraphNode At, string Message) : Ailment(Level, At, Message)
{
    internal static BornDead? Find(SignalStudy study, SignalLimits limits)
    {
        var worst = study.HiddenActivations.Where(signal => study.IsCut(signal.Node.Node!)).OrderByDescending(signal => signal.Activation!.DeadProbability).FirstOrDefault();
        return worst is not { Node.Node: { } node, Activation.DeadProbability: var dead } || limits.Dead.Above(dead) is var level && level == SignalLevel.Fine ? null : new(level, node,
            $"≈{Numbers.Of(100 * dead)} % of the units of '{node.Name}' are predicted to be zero for every input from the start, and a [{node.Declaration!.Name}] that is zero never learns; "
            + "[LeakyReLU], normalization before it or a larger bias keeps them alive");
    }
}
