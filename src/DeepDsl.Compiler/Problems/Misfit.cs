namespace DeepDsl.Compiler.Problems;

/// <summary>Why an operator or a loss does not fit where it stands. A mistake of the user is a value, not an exception.</summary>
/// <param name="Message">What came, what was expected.</param>
public abstract record Misfit(string Message)
{
    /// <summary>The argument that is to blame, if one is.</summary>
    public string? Argument { get; init; }

    /// <summary>What to write instead of the argument, or of the attribute's name where no argument is to blame, for a code fix.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The class that the suggestion is a member of, where that is another one.</summary>
    public string? Owner { get; init; }

    /// <summary>How much is lost.</summary>
    public Gravity Gravity { get; init; }

    /// <summary>What would help, as the last words of the message: <c>use [BatchNorm1d]</c>.</summary>
    public string? Advice { get; init; }
}

/// <summary>How much a misfit spoils.</summary>
public enum Gravity
{
    /// <summary>No model can be made.</summary>
    Error,

    /// <summary>The model works, but not as anybody can mean.</summary>
    Warning,

    /// <summary>The model works, and something that is written is for nothing.</summary>
    Suggestion,
}

/// <summary>The value's rank or an argument is not what the operator needs.</summary>
public sealed record ShapeMismatch(string Message) : Misfit(Message);

/// <summary>A Linear layer meets a feature map that was not flattened or pooled.</summary>
public sealed record MissingFlatten(string Message) : Misfit(Message);

/// <summary>A window does not fit into the feature map, so nothing would be left.</summary>
/// <param name="KernelSize">The largest window that fits without more padding.</param>
public sealed record EmptyFeatureMap(string Message, string KernelSize) : Misfit(Message);

/// <summary>A reshape gains or loses elements.</summary>
public sealed record ElementCountChanges(string Message) : Misfit(Message);

/// <summary>Values that are joined have different shapes.</summary>
public sealed record ShapesDiffer(string Message) : Misfit(Message);

/// <summary>Groups do not divide the channels.</summary>
public sealed record NotDivisible(string Message) : Misfit(Message);

/// <summary>The output does not fit the loss.</summary>
public sealed record LossMismatch(string Message) : Misfit(Message);

/// <summary>A member stands where it cannot be used, or is not.</summary>
public abstract record Misplaced(string Message) : Misfit(Message);

/// <summary>A member depends on itself or on a later one.</summary>
public sealed record Cycle(string Message) : Misplaced(Message);

/// <summary>A value that nothing uses.</summary>
public sealed record UnusedValue : Misplaced
{
    public UnusedValue(string message)
        : base(message) => Gravity = Gravity.Warning;
}

/// <summary>An attribute that has no effect where it stands.</summary>
public sealed record IdleAttribute(string Message) : Misplaced(Message);

/// <summary>A setting of the optimizer, the schedule or the clipping with which nobody can train.</summary>
public sealed record OddSetting(string Message) : Misfit(Message);

/// <summary>An option that has no effect beside the others.</summary>
public sealed record IdleOption(string Message) : Misfit(Message);

/// <summary>A name that is no member, or an argument of the wrong kind.</summary>
public sealed record UnknownName(string Message) : Misfit(Message);

/// <summary>A misfit and where it stands.</summary>
/// <param name="Misfit">What is wrong.</param>
/// <param name="Site">Where, in the class that was analyzed.</param>
/// <param name="Inner">Where in the block, if the site is the use of one.</param>
public sealed record Problem(Misfit Misfit, Site Site, BlockSite? Inner = null);

/// <summary>A place in a block.</summary>
public sealed record BlockSite(string Block, Site Site);
