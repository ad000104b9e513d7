using DeepDsl.Compiler.Operators.Activations;
using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>What a recurrent layer does at one position. Its memory m keeps a share and takes in what is written: m = keep·m + write.</summary>
/// <remarks>All is said of the products of a pair; an element with itself is a pair as well.</remarks>
internal abstract class RecurrentCell
{
    /// <summary>The mean and the mean square of the share of the memory that is kept.</summary>
    public (double Mean, double Square) Keep(GateArguments own) => Sigmoid.Logistic.Moments(own.Mean, own.Variance) is var one ? (one.Mean, one.Square) : default;

    /// <summary>The product of what is written.</summary>
    public abstract double Write(GateArguments own, GateArguments pair);

    /// <summary>The product of the results.</summary>
    /// <param name="own">The arguments of the gates.</param>
    /// <param name="pair">Those of the pair.</param>
    /// <param name="memory">The square of the memory.</param>
    /// <param name="shared">Its product.</param>
    public abstract double Result(GateArguments own, GateArguments pair, double memory, double shared);

    /// <summary>The product of the gradients of what the input, and of what the state adds to all gates, for one of the result.</summary>
    public abstract (double OfInput, double OfState) Gradients(GateArguments own, GateArguments pair, double memory, double shared);

    protected static PairMoments Gate(GateArguments own, GateArguments pair) => Of(Sigmoid.Logistic, own.Mean, own.Variance, pair.Variance);

    protected static PairMoments Of(Curve curve, double mean, double variance, double shared)
    {
        if (shared < variance)
            return curve.Pair(mean, variance, shared);
        var one = curve.Moments(mean, variance);
        return new(one.Square, one.SlopeSquare);
    }
}

/// <summary>The arguments of the gates, or the products of a pair of them.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Input">The variance that comes of the input.</param>
/// <param name="State">That which comes of the state.</param>
internal readonly record struct GateArguments(double Mean, double Input, double State)
{
    public double Variance => Input + State;
}

/// <summary>Long short-term memory: c = f·c + i·g, h = o·tanh(c).</summary>
internal sealed class LongShortTermCell : RecurrentCell
{
    public override double Write(GateArguments own, GateArguments pair) => Gate(own, pair).Product * Of(Tanh.Hyperbolic, own.Mean, own.Variance, pair.Variance).Product;

    public override double Result(GateArguments own, GateArguments pair, double memory, double shared) => Gate(own, pair).Product * Of(Tanh.Hyperbolic, 0, memory, shared).Product;

    public override (double OfInput, double OfState) Gradients(GateArguments own, GateArguments pair, double memory, double shared)
    {
        var (gate, written, bent) = (Gate(own, pair), Of(Tanh.Hyperbolic, own.Mean, own.Variance, pair.Variance), Of(Tanh.Hyperbolic, 0, memory, shared));
        var ofCell = (written.Product + shared) * gate.SlopeProduct + gate.Product * written.SlopeProduct;
        var all = gate.Product * bent.SlopeProduct * ofCell + bent.Product * gate.SlopeProduct;
        return (all, all);
    }
}

/// <summary>Gated recurrent units: h = z·h + (1 − z)·n, where r weighs what the state adds to n.</summary>
internal sealed class GatedCell : RecurrentCell
{
    public override double Write(GateArguments own, GateArguments pair) => Closed(own, pair) * Candidate(own, pair).Product;

    public override double Result(GateArguments own, GateArguments pair, double memory, double shared) => shared;

    public override (double OfInput, double OfState) Gradients(GateArguments own, GateArguments pair, double memory, double shared)
    {
        var (gate, candidate) = (Gate(own, pair), Candidate(own, pair));
        var ofCandidate = Closed(own, pair) * candidate.SlopeProduct;
        var ofGates = ofCandidate * pair.State * gate.SlopeProduct + (shared + candidate.Product) * gate.SlopeProduct;
        return (ofCandidate + ofGates, ofCandidate * gate.Product + ofGates);
    }

    /// <summary>The product of 1 − z.</summary>
    private static double Closed(GateArguments own, GateArguments pair) => 1 - 2 * Sigmoid.Logistic.Moments(own.Mean, own.Variance).Mean + Gate(own, pair).Product;

    private static PairMoments Candidate(GateArguments own, GateArguments pair) =>
        Of(Tanh.Hyperbolic, own.Mean, own.Input + Gate(own, own).Product * own.State, pair.Input + Gate(own, pair).Product * pair.State);
}
