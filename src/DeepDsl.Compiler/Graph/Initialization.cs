using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Judging;

namespace DeepDsl.Compiler.Graph;

/// <summary>Decides how every parameter of a graph starts: what the user wrote, with gains and <see cref="Initializer.Auto"/> resolved.</summary>
/// <remarks>
/// <see cref="Initializer.Auto"/> is the initializer of the activation that follows, and its gain is settled when a signal first passes: so the numbers
/// that are predicted with are those that code is generated with, and one propagation makes both.
/// </remarks>
public sealed class Initialization
{
    private readonly ShapedGraph _graph;
    private readonly Surroundings _surroundings;
    private readonly Dictionary<(GraphNode, string), GainChoice> _choices = [];
    private readonly Lazy<SignalProfile> _prediction;

    internal Initialization(ShapedGraph graph)
    {
        (_graph, _surroundings) = (graph, new(graph));
        _prediction = new(() => SignalPropagation.Predict(GraphTranslation.Of(_graph, this), SignalPropagation.UsualBatch));
    }

    /// <summary>The prediction for the usual batch, in which what was open is settled.</summary>
    internal SignalProfile Prediction => _prediction.Value;

    /// <summary>How a parameter of a node starts.</summary>
    public ResolvedInit Resolve(GraphNode node, Parameter parameter)
    {
        if (parameter.Init.IsOpen && SignalPropagation.CanPredict(_graph))
            _ = Prediction;
        return _choices.TryGetValue((node, parameter.Name), out var choice) ? choice.Init : Family(node, parameter);
    }

    /// <summary>How a parameter starts as far as the graph alone tells.</summary>
    internal ResolvedInit Known(GraphNode node, Parameter parameter) => _choices.TryGetValue((node, parameter.Name), out var choice) ? choice.Init : Family(node, parameter);

    /// <summary>What settles the gain of a weight when a signal arrives; null where there is nothing to settle.</summary>
    internal GainChoice? ChoiceOf(GraphNode node, Parameter parameter)
    {
        if (!parameter.Init.IsOpen || _surroundings.RunsIntoNorm(node))
            return null;
        if (!_choices.TryGetValue((node, parameter.Name), out var choice))
            _choices[(node, parameter.Name)] = choice = new(Family(node, parameter), _surroundings, node);
        return choice;
    }

    private ResolvedInit Family(GraphNode node, Parameter parameter)
    {
        var init = parameter.Init;
        var following = _surroundings.Following(node);
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
}
