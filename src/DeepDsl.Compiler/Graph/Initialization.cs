using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Operators;

namespace DeepDsl.Compiler.Graph;

/// <summary>Decides how every parameter starts: what the user wrote, with gains and <see cref="Initializer.Auto"/> resolved by the activation that follows.</summary>
public sealed class Initialization(ShapedGraph graph)
{
    private readonly ILookup<GraphNode, GraphNode> _users = graph.Nodes.SelectMany(node => node.ValueInputs.Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node);

    /// <summary>The call that makes the initial values, and why it is that one where the compiler chose.</summary>
    public (string Init, string? Why) Resolve(GraphNode node, Parameter parameter)
    {
        var init = parameter.Init;
        var following = Following(node);
        string? why = null;
        if (init.Initializer == Initializer.Auto)
        {
            var (initializer, gain) = following?.Operator is IActivation activation ? activation.Matching : (Initializer.XavierUniform, 1);
            why = following is null ? "Xavier: no activation follows" : $"{(initializer is Initializer.KaimingNormal or Initializer.KaimingUniform ? "Kaiming" : "Xavier")} for {following.Declaration!.Name}";
            init = init with { Initializer = initializer, Gain = double.IsNaN(init.Gain) ? gain : init.Gain };
        }
        var resolvedGain = double.IsNaN(init.Gain) ? DefaultGain(init.Initializer, following) : init.Gain;
        return (Call(init, resolvedGain), why);
    }

    private static string Call(Init init, double gain) => init.Initializer switch
    {
        Initializer.Zeros => "Init.Constant(0)",
        Initializer.Constant => $"Init.Constant({Text.Of(init.Scale)})",
        Initializer.Normal => $"Init.Normal({Text.Of(init.Scale)})",
        Initializer.Uniform => $"Init.Uniform({Text.Of(init.Scale)})",
        Initializer.TruncNormal => $"Init.TruncNormal({Text.Of(init.Scale)})",
        Initializer.Orthogonal => $"Init.Orthogonal({Text.Of(gain)})",
        Initializer.TorchDefault => $"Init.TorchDefault({init.FanIn})",
        Initializer.XavierNormal or Initializer.XavierUniform => $"Init.{init.Initializer}({init.FanIn}, {init.FanOut}, {Text.Of(gain)})",
        Initializer.LeCunNormal or Initializer.LeCunUniform => $"Init.{init.Initializer}({init.FanIn}, {Text.Of(gain)})",
        Initializer.KaimingNormal or Initializer.KaimingUniform => $"Init.{init.Initializer}({(init.Fan == FanMode.FanIn ? init.FanIn : init.FanOut)}, {Text.Of(gain)})",
        var other => throw new InvalidOperationException($"The initializer {other} has no call."),
    };

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
