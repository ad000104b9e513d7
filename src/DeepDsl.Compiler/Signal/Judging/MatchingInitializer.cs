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
    /// <summary>Whether the distribution is given by its scale alone, without regard to the layer's size.</summary>
    public bool IsScale => Written.Initializer is Initializer.Normal or Initializer.Uniform or Initializer.TruncNormal;

    /// <summary>Whether it is another family's initializer, or one with a gain that does not fit.</summary>
    public bool IsMismatch => !IsScale && (
        !double.IsNaN(Written.Gain) ? Share is < 0.49 or > 2.05
        : FamilyOf(Written.Initializer) is { } family && family != FamilyOf(Matching) && !(family == "LeCun" && FamilyOf(Matching) == "Xavier") ? Share is < 0.8 or > 1.25
        : Share is < 0.505 or > 1.98);

    /// <summary>The change of source that makes it match.</summary>
    public AttributeChange? Change => AttributeChange.At(Layer) is not { } change ? null
        : change.WithoutStart(Written) is var left && IsLeftToCompiler ? left
        : left with { Set = [new(nameof(InitializedAttribute.WeightInit), new((int)Matching))], Unset = left.Unset.Where(name => name != nameof(InitializedAttribute.WeightInit)).ToEquatableArray() };

    /// <summary>What fits, as messages call it.</summary>
    public string Name => IsLeftToCompiler ? $"{nameof(Initializer)}.{nameof(Initializer.Auto)}" : $"{Matching}";

    // Kaiming's gain is that of rectifiers: what GELU, SiLU or a sine need depends on the size of what arrives, which the compiler knows best.
    private bool IsLeftToCompiler => Matching is Initializer.KaimingNormal or Initializer.KaimingUniform && !Curve.IsHomogeneous;

    private Curve Curve => ((IPointwise)Activation.Operator!).Curve;

    /// <summary>σ²·fan_in·E φ'²: what a layer multiplies the gradient's energy by.</summary>
    public double Criticality(SignalStudy study) => study.Of(Activation)?.Activation is { } signal ? Share * Ideal * signal.Gate : 1;

    /// <summary>The same with the start that would fit, for an input of size one.</summary>
    public double MatchingCriticality => Ideal * Curve.Moments(0, Ideal).SlopeSquare;

    public bool Oscillates => Curve.Oscillates;

    private double Ideal { get; init; }

    /// <summary>The layers whose author wrote an initializer that draws at random.</summary>
    public static IEnumerable<(GraphNode Layer, GraphNode Activation, Init Written)> WrittenIn(SignalStudy study) => Layers(study).Select(found => (found.Layer, found.Activation, found.Weight.Init));

    private static IEnumerable<(GraphNode Layer, GraphNode Activation, Parameter Weight)> Layers(SignalStudy study) =>
        from layer in study.Graph.LiveNodes.Where(study.IsLayer)
        where layer is { SharedWith: null, TiedTo: null }
        let weight = layer.Operator!.Parameters.FirstOrDefault(parameter => parameter.Name == "weight")
        where weight is { Init.Initializer: not (Initializer.Auto or Initializer.Zeros or Initializer.Constant) }
        let activation = study.ActivationAfter(layer)
        where activation is not null && study.IsHidden(activation)
        select (layer, activation, weight);

    /// <summary>The layers whose author wrote an initializer, as far as their scale matters.</summary>
    public static IEnumerable<MatchingInitializer> Of(SignalStudy study)
    {
        var initialization = study.Graph.Initialization;
        foreach (var (layer, following, weight) in Layers(study))
        {
            var written = weight.Init;
            if (following.Operator is not (IActivation activation and IPointwise) || study.IsRescaled(layer))
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
