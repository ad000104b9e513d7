namespace DeepDsl;

/// <summary>An operator with a weight, and how it is initialized.</summary>
public abstract class InitializedAttribute : OperatorAttribute
{
    /// <summary>How the weight is initialized. <see cref="Initializer.Auto"/> chooses by the activation that follows and the signal that arrives.</summary>
    public Initializer WeightInit { get; set; } = Initializer.Auto;

    /// <summary>The gain of a Kaiming, Xavier, LeCun or orthogonal initializer. <see cref="Initializer.Auto"/> chooses it with the initializer. Where the initializer is written, the default of Kaiming is the gain of the rectifier that follows, √2 if none does, and that of the others is 1.</summary>
    [Range(AtLeast = 0, MayBeNaN = true)]
    [OnlyWith(nameof(WeightInit), Initializer.Auto, Initializer.KaimingNormal, Initializer.KaimingUniform, Initializer.XavierNormal, Initializer.XavierUniform, Initializer.LeCunNormal, Initializer.LeCunUniform, Initializer.Orthogonal)]
    public double WeightGain { get; set; } = double.NaN;

    /// <summary>Whether a Kaiming initializer keeps the scale of the forward pass or of the backward pass.</summary>
    [OnlyWith(nameof(WeightInit), Initializer.Auto, Initializer.KaimingNormal, Initializer.KaimingUniform)]
    public FanMode WeightFan { get; set; } = FanMode.FanIn;

    /// <summary>The standard deviation of <see cref="Initializer.Normal"/> and <see cref="Initializer.TruncNormal"/>.</summary>
    [Range(AtLeast = 0)]
    [OnlyWith(nameof(WeightInit), Initializer.Normal, Initializer.TruncNormal)]
    public double WeightStd { get; set; } = 1;

    /// <summary>The bound of <see cref="Initializer.Uniform"/>: values are drawn from [-bound, bound].</summary>
    [Range(AtLeast = 0)]
    [OnlyWith(nameof(WeightInit), Initializer.Uniform)]
    public double WeightBound { get; set; } = 1;

    /// <summary>The value of <see cref="Initializer.Constant"/>.</summary>
    [Range]
    [OnlyWith(nameof(WeightInit), Initializer.Constant)]
    public double WeightValue { get; set; }
}
