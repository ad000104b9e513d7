using DeepDsl.Corpus.Programs.Keras;
using static DeepDsl.Corpus.Programs.Translation.AttributeText;

namespace DeepDsl.Corpus.Programs.Translation;

/// <summary>Optimizers by Keras's names.</summary>
internal static class Optimizers
{
    private const double Sgd = 0.01;
    private const double Adam = 0.001;
    private const double AdamWDecay = 0.004;
    private const double AdagradStart = 0.1;
    private const double AdadeltaRho = 0.95;
    private const double KerasEps = 1e-7;

    /// <summary>The attributes of an optimizer.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="penalty">The factor of the squared weights that the loss has beside it.</param>
    public static IEnumerable<string> Of(Function optimizer, double penalty)
    {
        var facts = optimizer.Facts;
        // A slowly falling rate is no schedule that the language has, and its start is what rules look at.
        facts.Skip("decay", "use_locking");
        // Half a square has the value itself as its slope.
        string?[] decay = penalty == 0 ? [] : [Named("WeightDecay", 2 * penalty), "ExcludeNormsAndBiases = true"];
        var text = optimizer.Name switch
        {
            "sgd" or "gradientdescent" or "momentum" => Call("SGD", [Number(Rate(facts) ?? Sgd), Named("Momentum", facts.Real("momentum") ?? 0, 0), facts.Flag("nesterov") ? "Nesterov = true" : null, .. decay]),
            "adam" => Call("Adam", [Number(Rate(facts) ?? Adam), .. Moments(facts), .. decay]),
            "adamw" when penalty == 0 => Call("AdamW", [Number(Rate(facts) ?? Adam), .. Moments(facts), Named("WeightDecay", facts.Real("weight_decay") ?? AdamWDecay)]),
            "rmsprop" => Call("RMSprop", [Number(Rate(facts) ?? Adam), Named("Alpha", facts.Real("rho") ?? 0.9), Eps(facts), Named("Momentum", facts.Real("momentum") ?? 0, 0), facts.Flag("centered") ? "Centered = true" : null, .. decay]),
            "adagrad" => Call("Adagrad", [Number(Rate(facts) ?? Adam), Named("InitialAccumulatorValue", facts.Real("initial_accumulator_value") ?? AdagradStart, 0), Eps(facts), .. decay]),
            "adadelta" => Call("Adadelta", [Number(Rate(facts) ?? Adam), Named("Rho", facts.Real("rho") ?? AdadeltaRho), Eps(facts), .. decay]),
            "adamax" => Call("Adamax", [Number(Rate(facts) ?? Adam), .. Moments(facts), .. decay]),
            "nadam" => Call("NAdam", [Number(Rate(facts) ?? Adam), .. Moments(facts), .. decay]),
            _ => throw Inexpressible.Lacking($"optimizer '{optimizer.Name}'"),
        };
        // Keras clips each gradient by itself where this clips all as one.
        var clip = facts.Real("clipnorm") ?? facts.Real("global_clipnorm") ?? 0;
        if (facts.Unasked.FirstOrDefault() is { } unknown)
            throw Inexpressible.Lacking($"argument '{unknown}' of the optimizer '{optimizer.Name}'");
        return clip > 0 ? [text, $"ClipGradNorm({Number(clip)})"] : [text];
    }

    // The rest of a program can be judged whatever the rate is, so that one that the file does not resolve is taken for the usual one.
    private static double? Rate(Facts facts) =>
        facts.IsExpression("lr") || facts.IsExpression("learning_rate") ? null : facts.Real("lr") ?? facts.Real("learning_rate");

    private static string? Eps(Facts facts) => Named("Eps", facts.Real("epsilon") ?? KerasEps);

    private static IEnumerable<string?> Moments(Facts facts) =>
    [
        Named("Beta1", facts.Real("beta_1") ?? 0.9, 0.9),
        Named("Beta2", facts.Real("beta_2") ?? 0.999, 0.999),
        facts.Real("epsilon") is { } eps ? Named("Eps", eps) : null,
    ];
}
