using DeepDsl.Corpus.Programs.Keras;

namespace DeepDsl.Corpus.Programs.Translation;

/// <summary>The squared weights in a loss, which are weight decay if they count alike everywhere.</summary>
internal static class Penalty
{
    /// <summary>The factor of the squared weights; 0 where there is no penalty.</summary>
    /// <exception cref="Inexpressible">The layers differ, or other things are penalized.</exception>
    public static double Of(IEnumerable<KerasLayer> layers)
    {
        double[] factors = [.. layers.Where(layer => layer.Type is "Dense" or "Conv1D" or "Conv2D").Select(layer => Factor(layer.Facts.Function("kernel_regularizer"))).Distinct()];
        return factors.Length switch
        {
            0 => 0,
            1 => factors[0],
            _ => throw Inexpressible.Lacking("weight decay of some layers only"),
        };
    }

    private static double Factor(Function? regularizer) => regularizer?.Name switch
    {
        null => 0,
        "l2" => regularizer.Argument("l2", 0) ?? 0.01,
        "l1l2" when (regularizer.Argument("l1", 0) ?? 0) == 0 => regularizer.Argument("l2", 1) ?? 0,
        _ => throw Inexpressible.Lacking($"penalty '{regularizer.Name}'"),
    };
}
