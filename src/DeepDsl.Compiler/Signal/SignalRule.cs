using DeepDsl.Compiler.Signal.Propagating;

namespace DeepDsl.Compiler.Signal;

/// <summary>How an operator changes the statistics of what passes it at the start of training, forward and backward.</summary>
/// <remarks>An operator names one of the mechanisms in <c>Mechanisms/</c>; most operators are the same few with other numbers.</remarks>
public abstract class SignalRule
{
    /// <summary>Which dimension of the operator's first input has to be the one of channels; null where it does not matter.</summary>
    public virtual ChannelPlace Channels => ChannelPlace.Anywhere;

    /// <summary>The dimension of channels in the result, where the operator moves it; null where it stays.</summary>
    public int? ResultAxis { get; init; }

    /// <summary>Whether the operator brings every signal to one scale.</summary>
    internal virtual bool Normalizes => false;

    /// <summary>Whether positions see each other with weights that depend on the values.</summary>
    internal virtual bool MixesPositions => false;

    /// <summary>What makes the prediction unsure wherever this rule stands; null where nothing does.</summary>
    internal virtual string? Doubt => null;

    /// <summary>The rule and the input that stand for this one behind <paramref name="input"/>: some operators have to see through the one before.</summary>
    internal virtual (SignalRule Rule, SignalNode Input) Behind(SignalNode input) => (this, input);

    /// <summary>The statistics of the result, and what turns those of its gradient into the inputs'.</summary>
    internal abstract Passage Forward(Crossing x);
}

/// <summary>Where an operator expects the channels.</summary>
public enum ChannelPlace
{
    /// <summary>It treats all elements alike.</summary>
    Anywhere,

    /// <summary>Outermost: (channels, ...).</summary>
    First,

    /// <summary>Innermost: (..., features).</summary>
    Last,
}
