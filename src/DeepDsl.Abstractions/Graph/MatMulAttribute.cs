namespace DeepDsl;

/// <summary>The matrix product of the current value (..., n, k) with another one (..., k, m), sample by sample: (..., n, m).</summary>
/// <param name="other">The name of the right factor.</param>
public sealed class MatMulAttribute(string other) : OperatorAttribute
{
    /// <summary>The name of the right factor.</summary>
    public string Other { get; } = other;

    /// <summary>Whether the right factor is taken transposed, from (..., m, k), as keys are by queries.</summary>
    public bool TransposeOther { get; set; }

    internal override IEnumerable<string?> OtherInputs => [Other];
}
