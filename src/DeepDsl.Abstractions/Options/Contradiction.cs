namespace DeepDsl;

/// <summary>Two options of an attribute that cannot be had together.</summary>
/// <param name="option">The name of the one to blame.</param>
/// <param name="message">What is wrong, as what follows the attribute's name in a sentence.</param>
internal sealed class Contradiction(string option, string message)
{
    /// <summary>The name of the option to blame.</summary>
    public string Option { get; } = option;

    /// <summary>What is wrong.</summary>
    public string Message { get; } = message;

    /// <summary>Whether it works, in a way that nobody can mean, instead of being refused.</summary>
    public bool IsMild { get; set; }
}

/// <summary>An attribute with options that depend on one another.</summary>
internal interface IHasContradictions
{
    /// <summary>What is written and cannot be had together.</summary>
    IEnumerable<Contradiction> Contradictions { get; }
}
