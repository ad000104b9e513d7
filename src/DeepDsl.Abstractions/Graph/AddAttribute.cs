namespace DeepDsl;

/// <summary>Adds other values of the same shape to the current one.</summary>
/// <param name="others">The names of the members to add.</param>
public sealed class AddAttribute(params string[] others) : OperatorAttribute
{
    /// <summary>The names of the members to add.</summary>
    public string[] Others { get; } = others;

    internal override IEnumerable<string?> OtherInputs => Others;
}
