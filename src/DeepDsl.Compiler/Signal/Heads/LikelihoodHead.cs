using DeepDsl.Compiler.Signal.Mechanisms;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Heads;

/// <summary>The negative log-likelihood, with random balanced labels. Behind a logarithmic softmax the two are cross-entropy; by itself it has the gradient −1 at the right class, whatever the values.</summary>
/// <param name="scale">What the gradient of a position is multiplied by, 1 where the loss is a sum over positions.</param>
internal sealed class LikelihoodHead(double scale) : LossRule
{
    public bool IsOverLastDimension { get; init; }

    /// <inheritdoc cref="CrossEntropyHead.Imbalance"/>
    public double Imbalance { get; init; } = 1;

    public override ChannelPlace Channels => IsOverLastDimension ? ChannelPlace.Last : ChannelPlace.First;

    internal override (SignalRule Rule, SignalNode Input) Behind(SignalNode input) => LogDistributing.Before(input) is var before && before != input
        ? (new CrossEntropyHead(scale) { IsOverLastDimension = IsOverLastDimension, Imbalance = Imbalance }, before)
        : (this, input);

    internal override Passage Forward(Crossing x) => new(x.Groups(), _ =>
    {
        var share = 1.0 / x.InputField.Channels;
        x.Give(0, new BackwardState(new SecondMoments(share, share * share, share * share) * (Imbalance * scale * scale), Profile.Flat(x.InputField)));
    });
}
