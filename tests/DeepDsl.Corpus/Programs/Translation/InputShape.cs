using DeepDsl.Corpus.Programs.Keras;

namespace DeepDsl.Corpus.Programs.Translation;

/// <summary>The shape of an input, from wherever a program says it.</summary>
internal static class InputShape
{
    /// <summary>The shape without the batch, channels last.</summary>
    /// <param name="layer">The input, or the layer that comes first.</param>
    /// <param name="givens">What is known beside the layers.</param>
    /// <exception cref="Inexpressible">Nobody says.</exception>
    public static int[] Of(KerasLayer layer, Givens givens)
    {
        try
        {
            if (Written(layer.Type, layer.Facts) is { Length: > 0 } shape)
                return [.. shape.Select(size => size ?? throw new Inexpressible("the input's size is free", "A size of the input is free, and shapes are fixed here."))];
        }
        catch (Inexpressible obstacle)
        {
            if (givens.Shape is null)
                throw new Inexpressible("the input's shape is an expression or free", obstacle.Message);
        }
        return givens.Shape ?? throw new Inexpressible("the input's shape is not in the file", "The file does not say which shape the input has.");
    }

    private static int?[]? Written(string type, Facts facts) =>
        facts.Shape("shape") ?? facts.Shape("input_shape")
        ?? facts.Shape("batch_input_shape")?[1..]
        ?? facts.Shape("batch_shape")?[1..]
        // The first dimension of TensorFlow's own reshape is the batch.
        ?? (type == "Reshape" && facts.Shape("target_shape") is [-1, .. var sizes] ? sizes : null)
        ?? facts.Shape(type == "Embedding" ? "input_length" : "input_dim");
}
