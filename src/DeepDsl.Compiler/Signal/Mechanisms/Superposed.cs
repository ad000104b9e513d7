using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.Propagating;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>A function of every element that mostly stands behind another one, whose results are no Gaussian: the two are one function of the Gaussian before.</summary>
internal sealed class Superposed(Curve curve) : SignalRule
{
    /// <summary>What is unsure where it stands by itself.</summary>
    public string? DoubtAlone { get; init; }

    internal override string? Doubt => DoubtAlone;

    internal override (SignalRule Rule, SignalNode Input) Behind(SignalNode input) => input.Rule is PointwiseMap before && before.Curve.Then(curve) is { IsFinite: true } both
        ? (new PointwiseMap(both), input.Inputs[0])
        : DoubtAlone is null ? (new PointwiseMap(curve), input) : (this, input);

    internal override Passage Forward(Crossing x) => new UnknownRule(DoubtAlone ?? "").Forward(x);
}
