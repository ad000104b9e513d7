namespace DeepDsl;

/// <summary>An input of the model, with its shape per sample: <c>[Input(3, 224, 224)]</c> for images, <c>[Input(784)]</c> for vectors, <c>[Input(64, DType = DType.Int64)]</c> for sequences of indices. The batch is dynamic and not written. The inputs of a block have the shapes that a use gives them.</summary>
/// <param name="shape">The sizes without the batch dimension.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>The sizes without the batch dimension.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>What the input consists of.</summary>
    public DType DType { get; set; }
}
