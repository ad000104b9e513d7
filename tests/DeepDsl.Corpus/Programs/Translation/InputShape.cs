using DeepDsl.Corpus.Programs.Keras;

namespace DeepDsl.Corpus.Programs.Translation;

/// <summary>The shape of an input, from wherever a program says it.</summary>
internal static class InputShape
{
    /// <summary>The shape without the batch, channels last, and whether some of it is assumed.</summary>
    /// <param name="layer">The input, or the layer that comes first.</param>
    /// <param name="first">The layer that computes with it.</param>
    /// <param name="givens">What is known beside the layers.</param>
    /// <param name="side">The side of images, where that is assumed.</param>
    /// <exception cref="Inexpressible">Nobody says.</exception>
    public static (int[] Shape, bool IsAssumed) Of(KerasLayer layer, KerasLayer? first, Givens givens, int side)
    {
        Inexpressible obstacle;
        try
        {
            if (Written(layer.Type, layer.Facts) is { Length: > 0 } shape)
                return ([.. shape.Select(size => size ?? throw new Inexpressible("the input's size is free", "A size of the input is free, and shapes are fixed here."))], false);
            obstacle = new("the input's shape is not in the file", "The file does not say which shape the input has.");
        }
        catch (Inexpressible unresolved)
        {
            obstacle = new("the input's shape is an expression or free", unresolved.Message);
        }
        return givens.Shape is { } given ? (given, false)
            : givens.AssumesInput && first is not null ? (AssumedInput.Of(first, layer.Facts.Resolvable("shape") ?? layer.Facts.Resolvable("input_shape"), side), true)
            : throw obstacle;
    }

    private static int?[]? Written(string type, Facts facts) =>
        facts.Shape("shape") ?? facts.Shape("input_shape")
        ?? facts.Shape("batch_input_shape")?[1..]
        ?? facts.Shape("batch_shape")?[1..]
        // The first dimension of TensorFlow's own reshape is the batch.
        ?? (type == "Reshape" && facts.Shape("target_shape") is [-1, .. var sizes] ? sizes : null)
        ?? facts.Shape(type == "Embedding" ? "input_length" : "input_dim");
}
