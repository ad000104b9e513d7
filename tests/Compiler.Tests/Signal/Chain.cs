using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.Mechanisms;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace Compiler.Tests.Signal;

/// <summary>A network without branches, rule by rule.</summary>
internal sealed class Chain
{
    public Chain(Field field, double secondMoment = 1) => Graph.Add(new Source(new(secondMoment, 0, 0)), field, []);

    public Chain(int features, double secondMoment = 1)
        : this(new Field(features), secondMoment)
    {
    }

    public SignalGraph Graph { get; } = new();

    private SignalNode Last => Graph.Nodes[^1];

    public Chain Then(SignalRule rule, Field? field = null)
    {
        Graph.Add(rule, field ?? Last.Field, [Last]);
        return this;
    }

    /// <summary>A linear map with weights of variance <paramref name="gain"/> over the inputs: 2 keeps the scale of rectified values.</summary>
    public Chain Linear(int features, double gain = 2) => Then(new LinearMap(new(gain / Last.Field.Channels)), Last.Field with { Channels = features });

    public Chain ReLU() => Then(new PointwiseMap(new Rectifier(0)));

    public Chain Repeat(int times, Func<Chain, Chain> layer) => Enumerable.Range(0, times).Aggregate(this, (chain, _) => layer(chain));

    public SignalProfile Predict(int batch = SignalPropagation.UsualBatch) => SignalPropagation.Predict(Graph, batch);

    public Propagation Run(int batch = SignalPropagation.UsualBatch) => Propagation.Run(Graph, batch);
}
