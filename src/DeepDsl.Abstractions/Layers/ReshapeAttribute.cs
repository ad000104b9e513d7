namespace DeepDsl;

/// <summary>Gives the value another shape with as many elements; one size may be -1 and is inferred.</summary>
/// <param name="shape">The new sizes without the batch dimension.</param>
public sealed class ReshapeAttribute(params int[] shape) : OperatorAttribute
{
    /// <summary>The new sizes without the batch dimension.</summary>
    public int[] Shape { get; } = shape;
}
