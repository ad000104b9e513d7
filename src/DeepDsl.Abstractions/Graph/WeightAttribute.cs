namespace DeepDsl;

/// <summary>A learned value that is the same for every sample: a class token, learned queries, a scale. A member that begins with it takes up no other value.</summary>
/// <remarks>
/// The value has the written shape, without the batch; its gradient is the sum over the batch.
/// It starts as N(0, 0.02²), as the tokens and queries of most published code do; <c>WeightInit = Initializer.Zeros</c> is what the class token of PyTorch's ViT starts with.
/// Its name in the state dictionary is the operator's own: <c>Name = "class_token"</c> names the tensor itself.
/// </remarks>
public sealed class WeightAttribute : InitializedAttribute
{
    /// <summary>A value with the given sizes.</summary>
    /// <param name="sizes">The sizes without the batch: numbers, or names of members.</param>
    public WeightAttribute(params object[] sizes) => (Sizes, WeightInit, WeightStd) = (sizes, Initializer.Normal, 0.02);

    /// <summary>The sizes without the batch.</summary>
    public object[] Sizes { get; }

    internal override bool IsSource => true;
}
