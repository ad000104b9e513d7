using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Compiler.Signal.Judging;

/// <summary>A layer whose author wrote how its weight starts, beside the start that its activation wants.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Activation">The activation that its result goes into.</param>
/// <param name="Written">What was written.</param>
/// <param name="Matching">What would fit.</param>
/// <param name="Share">The variance as written over that which would fit.</param>
internal sealed record MatchingInitializer(GraphNode Layer, GraphNode Activation, Init Written, Initializer Matching, double Share)
{
    private static readonly string[] Scales = [nameof(InitializedAttribute.WeightGain), nameof(InitializedAttribute.WeightStd), nameof(InitializedAttribute.WeightBound), nameof(InitializedAttribute.WeightValue), nameof(InitializedAttribute.WeightFan)];

    /// <summary>Whether the distribution is given by its scale alone, without regard to the layer's size.</summary>
    public bool IsScale => Written.Initializer is Initializer.Normal or Initializer.Uniform or Initializer.TruncNormal;

    /// <summary>Whether it is another family's initializer, or one with a gain that does not fit.</summary>
    public bool IsMismatch => !IsScale && (
        !double.IsNaN(Written.Gain) ? Share is < 0.49 or > 2.05
        : FamilyOf(Written.Initializer) is { } family && family != FamilyOf(Matching) && !(family == "LeCun" && FamilyOf(Matching) == "Xavier") ? Share is < 0.8 or > 1.25
        : Share is < 0.505 or > 1.98);

    /// <summary>The change of source that makes it match.</summary>
    public AttributeChange? Change => AttributeChange.At(Layer) is not { } change ? null
        : Curve.Oscillates
            // Its gain depends on the frequency, which the compiler knows best.
            ? change with { Unset = [nameof(InitializedAttribute.WeightInit), .. Scales, .. Bias] }
            : change with { Set = [new(nameof(InitializedAttribute.WeightInit), new((int)Matching))], Unset = [.. Scales, .. Bias] };

    // PyTorch's default comes in two; its bias makes inputs alike as well.
    private string[] Bias => Written.Initializer == Initializer.TorchDefault ? [nameof(WeightedAttribute.BiasInit)] : [];

    private Curve Curve => ((IPointwise)Activation.Operator!).Curve;

    /// <summary>σ²·fan_in·E φ'²: what a layer multiplies the gradient's energy by.</summary>
    public double Criticality(SignalStudy study) => study.Of(Activation)?.Activation is { } signal ? Share * Ideal * signal.Gate : 1;

    /// <summary>The same with the start that would fit, for an input of size one.</summary>
    public double MatchingCriticality => Ideal * Curve.Moments(0, Ideal).SlopeSquare;

    public bool Oscillates => Curve.Oscillates;

    private double Ideal { get; init; }

    /// <summary>The layers whose author wrote an initializer, as far as their scale matters.</summary>
    public static IEnumerable<MatchingInitializer> Of(SignalStudy study)
    {
        var initialization = study.Graph.Initialization;
        foreach (var layer in study.Graph.LiveNodes.Where(study.IsLayer))
        {
            if (layer.SharedWith is not null || layer.TiedTo is not null || layer.Operator!.Parameters.FirstOrDefault(parameter => parameter.Name == "weight") is not { Init: var written } weight
                || written.Initializer is Initializer.Auto or Initializer.Zeros or Initializer.Constant
                || study.ActivationAfter(layer) is not { Operator: IActivation activation and IPointwise } following
                || !study.IsHidden(following) || study.IsRescaled(layer))
                continue;
            var (initializer, gain) = activation.Matching;
            var kept = KeepForm(written.Initializer, initializer);
            var matching = new ResolvedInit(written with { Initializer = kept, Gain = gain, Fan = FanMode.FanIn }, weight.Shape, null).Spread.Variance;
            var actual = initialization.Resolve(layer, weight).Spread.Variance;
            if (matching > 0 && actual > 0)
                yield return new(layer, following, written, kept, actual / matching) { Ideal = matching * written.FanIn };
        }
    }

    // A uniform distribution stays uniform.
    private static Initializer KeepForm(Initializer written, Initializer matching) => matching switch
    {
        Initializer.KaimingNormal when IsUniform(written) => Initializer.KaimingUniform,
        Initializer.LeCunNormal when IsUniform(written) => Initializer.LeCunUniform,
        Initializer.XavierUniform when !IsUniform(written) => Initializer.XavierNormal,
        _ => matching,
    };

    private static bool IsUniform(Initializer initializer) => initializer is Initializer.XavierUniform or Initializer.LeCunUniform or Initializer.KaimingUniform or Initializer.Uniform or Initializer.TorchDefault;

    /// <summary>The family, by its inventor; null where it belongs to no activation.</summary>
    internal static string? FamilyOf(Initializer initializer) => initializer switch
    {
        Initializer.KaimingNormal or Initializer.KaimingUniform => "Kaiming",
        Initializer.XavierNormal or Initializer.XavierUniform => "Xavier",
        Initializer.LeCunNormal or Initializer.LeCunUniform => "LeCun",
        Initializer.TorchDefault => "TorchDefault",
        _ => null,
    };
}
