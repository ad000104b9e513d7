namespace DeepDsl.Compiler.Signal.Judging;

/// <summary>From where on a prediction is reported. Gradients are in log10 of Frobenius norms.</summary>
/// <remarks>Set by training runs of 3 to 50 layers in fifteen families: at the warnings, training fails.</remarks>
public sealed record SignalLimits
{
    /// <summary>Samples in a batch.</summary>
    public int Batch { get; init; } = SignalPropagation.UsualBatch;

    /// <summary>The smallest ratio of the first to the last gradient.</summary>
    public Threshold Ratio { get; init; }

    /// <summary>The smallest gradient.</summary>
    public Threshold Min { get; init; }

    /// <summary>The largest gradient, and the largest ratio.</summary>
    public Threshold Max { get; init; }

    /// <summary>1 − c, where c is the largest correlation of two inputs.</summary>
    public Threshold Difference { get; init; }

    /// <summary>The same where a value has many positions, which together tell inputs apart that one position could not.</summary>
    public Threshold MapDifference { get; init; } = new(0.05, 0.005);

    /// <summary>From how many layers on the correlation says something.</summary>
    public (int Info, int Warning) SimilarDepth { get; init; }

    /// <summary>Layers on the shortest way from a layer to the loss.</summary>
    public (int Info, int Warning) Depth { get; init; } = (30, 50);

    /// <summary>By how many decades another initializer has to change the gradients to be worth a warning.</summary>
    public double Effect { get; init; }

    /// <summary>log10 of the second moment from which on activations explode.</summary>
    public double LargestMoment { get; init; } = 4;

    /// <summary>The share of units that may be dead at birth.</summary>
    public Threshold Dead { get; init; } = new(0.2, 0.35);

    /// <summary>The smallest E φ'² as a share of the largest φ'².</summary>
    public double Openness { get; init; } = 0.05;

    /// <summary>The limits of an optimizer.</summary>
    public static SignalLimits For(OptimizerFamily optimizer) => optimizer switch
    {
        OptimizerFamily.Sgd => new()
        {
            Ratio = new(-2, -3.75), Min = new(-3, -4.2), Max = new(2, 3), Difference = new(0.05, 0.02), SimilarDepth = (10, 10), Effect = 1,
        },
        OptimizerFamily.Adam => new()
        {
            Ratio = new(-4, -6), Min = new(-5, -7), Max = new(2, 4), Difference = new(0.05, 0.005), SimilarDepth = (10, 20), Effect = 2,
        },
        _ => new()
        {
            Ratio = new(-3.75, -6), Min = new(-4.2, -6), Max = new(3, 6), Difference = new(0.05, 0.005), SimilarDepth = (10, 20), Effect = 2,
        },
    };
}

/// <summary>Where suggestions and where warnings begin.</summary>
public readonly record struct Threshold(double Info, double Warning)
{
    /// <summary>The level of a value that is the worse the smaller it is.</summary>
    /// <param name="value">The value.</param>
    /// <param name="margin">By how much it may be wrong.</param>
    public SignalLevel Below(double value, double margin = 0) =>
        value + margin <= Warning ? SignalLevel.Warning : value + margin <= Info ? SignalLevel.Info : SignalLevel.Fine;

    /// <summary>The level of a value that is the worse the larger it is.</summary>
    /// <param name="value">The value.</param>
    /// <param name="margin">By how much it may be wrong.</param>
    public SignalLevel Above(double value, double margin = 0) =>
        value - margin >= Warning ? SignalLevel.Warning : value - margin >= Info ? SignalLevel.Info : SignalLevel.Fine;
}
