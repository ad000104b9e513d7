namespace DeepDsl;

/// <summary>Multiplies the current value by others, element by element (the Hadamard product).</summary>
/// <remarks>
/// Dimensions of size 1 are repeated to the size of the other value's, as PyTorch broadcasts: a gate (C, 1, 1) scales the channels of a
/// feature map (C, H, W), which is squeeze-and-excitation (Hu et al., 2017, arXiv:1709.01507).
/// </remarks>
/// <param name="others">The names of the members to multiply by.</param>
public sealed class MultiplyAttribute(params string[] others) : OperatorAttribute
{
    /// <summary>The names of the members to multiply by.</summary>
    public string[] Others { get; } = others;

    internal override IEnumerable<string?> OtherInputs => Others;
}
