using DeepDsl.Compiler.Signal.Propagating;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Replaces elements at random by one value, and maps the result so that mean 0 and variance 1 stay: alpha dropout.</summary>
internal sealed class Replacing(double probability) : SignalRule
{
    private const double Substitute = -1.7580993408473766;

    private readonly double _kept = 1 - probability;

    // y = a·(kept ? x − p·s : s − p·s), so that E y = a·(1 − p)·E x.
    private readonly double _square = 1 / ((1 - probability) * (1 + probability * Substitute * Substitute));

    internal override Passage Forward(Crossing x)
    {
        var (shift, pair) = (-probability * Substitute, _square * _kept * _kept);
        return x.EachGroup(
            state =>
            {
                var own = _kept * (state.Moments.Own + 2 * shift * state.Mean + shift * shift) + probability * Math.Pow(Substitute + shift, 2);
                return new(state.Channels, Math.Sqrt(_square) * _kept * state.Mean, (state.Moments * pair) with { Own = _square * own }, state.Profile);
            },
            // As behind dropout: what is replaced has no gradient.
            (gradient, _, _) => gradient.Scaled(pair, pair / _kept) with { Moments = (gradient.Moments * pair) with { Own = gradient.Moments.Own * pair / _kept } });
    }
}
