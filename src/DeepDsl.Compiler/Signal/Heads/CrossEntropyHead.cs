using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.Mechanisms;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Heads;

/// <summary>Softmax and cross-entropy over the channels, with random balanced labels.</summary>
/// <param name="scale">What the gradient of a position is multiplied by, 1 where the loss is a sum over positions.</param>
internal sealed class CrossEntropyHead(double scale = 1) : LossRule
{
    public bool IsOverLastDimension { get; init; }

    /// <summary>Where samples count more or less by their class, the mean square of these weights over the square of their mean.</summary>
    public double Imbalance { get; init; } = 1;

    public override ChannelPlace Channels => IsOverLastDimension ? ChannelPlace.Last : ChannelPlace.First;

    // The logarithm of a softmax has the softmax of what it was made of.
    internal override (SignalRule Rule, SignalNode Input) Behind(SignalNode input) => (this, LogDistributing.Before(input));

    internal override Passage Forward(Crossing x) => new(x.Groups(), _ =>
    {
        var whole = x.Whole();
        var z = whole.Moments;
        // A mean that all classes have in common makes no difference to softmax.
        var varying = z - whole.Mean * whole.Mean;
        var (classes, positions) = (x.InputField.Channels, (double)x.InputField.Positions);
        var winner = SoftmaxMoments.Concentration(varying.Own, classes);
        var gradient = new SecondMoments(
            Imbalance * (winner + 1 - 2.0 / classes),
            SoftmaxMoments.Overlap(varying.Own, varying.Within, classes) + (Imbalance - 2) / classes,
            SoftmaxMoments.Overlap(varying.Own, varying.Across, classes) + (Imbalance - 2) / classes) * (1.0 / classes);
        // z·∂L/∂z = p·z − z_y, whose mean is q(1 − Σp²) by Stein's lemma.
        var along = varying.Own * (1 - winner);
        var shared = z.Own > 0 ? along / (classes * z.Own) : 0;
        var single = z.Own > 0 ? Math.Sqrt(along * along + Imbalance * z.Own * (1 - 1.0 / classes) / positions) / (classes * z.Own) : 0;
        single = z.Own > 0 ? Math.Min(single, Math.Sqrt(gradient.Own / z.Own)) : 0;
        x.Give(0, new BackwardState(gradient, Profile.Flat(x.InputField), single, Math.Min(shared, single)).Scaled(scale * scale, scale));
    });
}
