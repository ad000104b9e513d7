using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Signal.Judging;

namespace DeepDsl.Compiler.Graph;

/// <summary>Decides how every parameter starts: what the user wrote, with gains and <see cref="Initializer.Auto"/> resolved by the activation that follows.</summary>
public sealed class Initialization(ShapedGraph graph)
{
    private readonly ILookup<GraphNode, GraphNode> _users = graph.Nodes.SelectMany(node => node.ValueInputs.Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node);

    /// <summary>How a parameter of a node starts.</summary>
    public ResolvedInit Resolve(GraphNode node, Parameter parameter)
    {
        var init = parameter.Init;
        var following = Following(node);
        string? why = null;
        if (init.Initializer == Initializer.Auto)
        {
            var (initializer, gain) = following?.Operator is IActivation activation ? activation.Matching : (Initializer.XavierUniform, 1);
            why = following is null ? "Xavier: no activation follows" : $"{MatchingInitializer.FamilyOf(initializer)} for {following.Declaration!.Name}";
            init = init with { Initializer = initializer, Gain = double.IsNaN(init.Gain) ? gain : init.Gain };
        }
        var resolvedGain = double.IsNaN(init.Gain) ? DefaultGain(init.Initializer, following) : init.Gain;
        return new(init with { Gain = resolvedGain }, parameter.Shape, why);
    }

    // Where the user names a distribution and no gain: Kaiming's belongs to the rectifier, the others' is 1.
    private static double DefaultGain(Initializer initializer, GraphNode? following) => initializer is Initializer.KaimingNormal or Initializer.KaimingUniform
        ? following?.Operator is IActivation { Matching: { Initializer: Initializer.KaimingNormal, Gain: var gain } } ? gain : Math.Sqrt(2)
        : 1;

    /// <summary>The activation a node's result runs into, looking through norms, pooling and sums.</summary>
    private GraphNode? Following(GraphNode node)
    {
        for (var next = _users[node].FirstOrDefault(); next is not null; next = _users[next].FirstOrDefault())
        {
            if (next.Operator is IActivation)
                return next;
            if (next.Operator is not ITransparent)
                return null;
        }
        return null;
    }
}
