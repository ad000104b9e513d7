namespace DeepDsl;

/// <summary>Joins the current value and others along one dimension, the current one first.</summary>
/// <param name="others">The names of the members that follow.</param>
public sealed class ConcatAttribute(params string[] others) : OperatorAttribute
{
    /// <summary>The names of the members that follow.</summary>
    public string[] Others { get; } = others;

    internal override IEnumerable<string?> OtherInputs => Others;

    /// <summary>The dimension along which the values are joined, counted with the batch as 0; 1 is the channels.</summary>
    public int Dim { get; set; } = 1;
}
