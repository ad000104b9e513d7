namespace DeepDsl.Compiler.Signal;

/// <summary>The signal that a weight meets.</summary>
/// <param name="Level">The second moment that its input would have if nothing but layers and their activations had changed it.</param>
/// <param name="PerVariance">The second moment of the result over the variance of the weight.</param>
/// <param name="SecondMoment">The second moment that its input has.</param>
/// <param name="FanIn">The inputs of one output.</param>
/// <param name="FanOut">The outputs of one input.</param>
internal readonly record struct Arrival(double Level, double PerVariance, double SecondMoment, double FanIn, double FanOut)
{
    private const double Noticeable = 0.97;

    /// <summary>Whether windows reach over the edge far enough to be noticed.</summary>
    public bool IsPadded => PerVariance < Noticeable * FanIn * SecondMoment;
}
