namespace DeepDsl.Compiler.Operators;

/// <summary>How a parameter starts, as the user asked for it.</summary>
/// <param name="Initializer">The distribution.</param>
/// <param name="FanIn">Inputs of one output, counted as PyTorch does.</param>
/// <param name="FanOut">Outputs of one input.</param>
/// <param name="Gain">The gain; NaN for the one of the activation that follows.</param>
/// <param name="Fan">The fan of a Kaiming initializer.</param>
/// <param name="Scale">Standard deviation, bound or value, where the distribution takes one.</param>
public sealed record Init(Initializer Initializer, long FanIn = 1, long FanOut = 1, double Gain = double.NaN, FanMode Fan = FanMode.FanIn, double Scale = 0)
{
    /// <summary>Whether the compiler chooses, the gain as well.</summary>
    public bool IsOpen => Initializer == Initializer.Auto && double.IsNaN(Gain) && Fan == FanMode.FanIn;

    public static Init Zeros { get; } = new(Initializer.Zeros);

    public static Init Ones { get; } = new(Initializer.Constant, Scale: 1);

    /// <summary>The start of a weight with the given fans.</summary>
    public static Init Weight(InitializedAttribute args, long fanIn, long fanOut) => new(args.WeightInit, fanIn, fanOut, args.WeightGain, args.WeightFan,
        args.WeightInit switch
        {
            Initializer.Normal or Initializer.TruncNormal => args.WeightStd,
            Initializer.Uniform => args.WeightBound,
            _ => args.WeightValue,
        });

    /// <summary>The start of a bias beside a weight with the given fan.</summary>
    public static Init Bias(WeightedAttribute args, long fanIn) =>
        args.BiasInit == Initializer.Auto ? Zeros : new(args.BiasInit, fanIn, fanIn, 1, FanMode.FanIn, args.BiasValue);
}
