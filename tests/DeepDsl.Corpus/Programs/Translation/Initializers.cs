using DeepDsl.Corpus.Programs.Keras;
using static DeepDsl.Corpus.Programs.Translation.AttributeText;

namespace DeepDsl.Corpus.Programs.Translation;

/// <summary>Initializers by Keras's names, with Keras's defaults written out.</summary>
internal static class Initializers
{
    private const double KerasStd = 0.05;
    private const double KerasBound = 0.05;

    // Keras redraws beyond two deviations, which leaves this share of the deviation.
    private const double Truncation = 0.87962566103423978;

    /// <summary>The arguments that start a weight as Keras does.</summary>
    public static IEnumerable<string> Weight(Function? init, string otherwise = "XavierUniform") => init?.Name switch
    {
        null => [Init(otherwise)],
        "glorotuniform" or "xavieruniform" => [Init("XavierUniform")],
        "glorotnormal" or "xaviernormal" => [Init("XavierNormal")],
        "heuniform" => [Init("KaimingUniform")],
        "henormal" => [Init("KaimingNormal")],
        "lecununiform" => [Init("LeCunUniform")],
        "lecunnormal" => [Init("LeCunNormal")],
        "variancescaling" => Scaled(init),
        "orthogonal" => [Init("Orthogonal"), .. Some(Named("WeightGain", init.Argument("gain", 0) ?? 1, 1))],
        "zeros" or "zero" => [Init("Zeros")],
        "ones" or "one" => [Init("Constant"), "WeightValue = 1"],
        "constant" => [Init("Constant"), Named("WeightValue", init.Argument("value", 0) ?? 0)!],
        _ when Deviation(init) is { } std => [Init("Normal"), Named("WeightStd", std)!],
        _ when Bound(init) is { } bound => [Init("Uniform"), Named("WeightBound", bound)!],
        _ => throw Inexpressible.Lacking($"initializer '{init.Name}'"),
    };

    /// <summary>The arguments that start a bias as Keras does: at zero unless told otherwise.</summary>
    /// <param name="init">The initializer.</param>
    /// <param name="size">The size of the bias, which is its fan in Keras.</param>
    public static IEnumerable<string> Bias(Function? init, int size) => init?.Name switch
    {
        null or "zeros" or "zero" => [],
        "ones" or "one" => ["BiasInit = Initializer.Constant", "BiasValue = 1"],
        "constant" => ["BiasInit = Initializer.Constant", Named("BiasValue", init.Argument("value", 0) ?? 0)!],
        "variancescaling" => ["BiasInit = Initializer.Normal", Named("BiasValue", Math.Sqrt((init.Facts.Real("scale") ?? 1) / size))!],
        _ when Deviation(init) is { } std => ["BiasInit = Initializer.Normal", Named("BiasValue", std)!],
        _ when Bound(init) is { } bound => ["BiasInit = Initializer.Uniform", Named("BiasValue", bound)!],
        _ => throw Inexpressible.Lacking($"initializer '{init.Name}' of a bias"),
    };

    private static IEnumerable<string> Scaled(Function init)
    {
        var (scale, mode) = (init.Facts.Real("scale") ?? 1, init.Facts.Text("mode") ?? "fan_in");
        var shape = (init.Facts.Text("distribution") ?? "truncated_normal") == "uniform" ? "Uniform" : "Normal";
        return (mode, scale) switch
        {
            ("fan_avg", _) => [Init($"Xavier{shape}"), .. Some(Named("WeightGain", Math.Sqrt(scale), 1))],
            ("fan_in", 1) => [Init($"LeCun{shape}")],
            // The gain of a rectifier is what Kaiming has by itself.
            ("fan_in", 2) => [Init($"Kaiming{shape}")],
            ("fan_out", 2) => [Init($"Kaiming{shape}"), "WeightFan = FanMode.FanOut"],
            ("fan_in", _) => [Init($"Kaiming{shape}"), Named("WeightGain", Math.Sqrt(scale))!],
            ("fan_out", _) => [Init($"Kaiming{shape}"), Named("WeightGain", Math.Sqrt(scale))!, "WeightFan = FanMode.FanOut"],
            _ => throw Inexpressible.Lacking($"variance scaling by '{mode}'"),
        };
    }

    private static double? Deviation(Function init)
    {
        // The functions of TensorFlow's first version, which bear these names, have 1 as their deviation.
        double? otherwise = init.Name switch
        {
            "normal" or "randomnormal" or "truncatednormal" => KerasStd,
            "randomnormalinitializer" or "truncatednormalinitializer" => 1,
            _ => null,
        };
        if (otherwise is null)
            return null;
        if ((init.Argument("mean", 0) ?? 0) != 0)
            throw Inexpressible.Lacking("normal initializer around another mean than zero");
        return (init.Argument("stddev", 1) ?? otherwise) * (init.Name.StartsWith("truncated", StringComparison.Ordinal) ? Truncation : 1);
    }

    private static double? Bound(Function init)
    {
        if (init.Name is not ("uniform" or "randomuniform"))
            return null;
        var (from, to) = (init.Argument("minval", 0) ?? -KerasBound, init.Argument("maxval", 1) ?? KerasBound);
        return from == -to ? to : throw Inexpressible.Lacking("uniform initializer around another mean than zero");
    }

    private static string Init(string name) => $"WeightInit = Initializer.{name}";

    private static IEnumerable<string> Some(string? argument) => argument is null ? [] : [argument];
}
