namespace DeepDsl.Compiler.Signal;

/// <summary>How the elements of a weight or bias are spread at the start.</summary>
/// <param name="Variance">Their variance.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="IsOrthogonal">Whether they make an orthogonal matrix, which carries aligned gradients as it carries all.</param>
public readonly record struct WeightSpread(double Variance, double Mean = 0, bool IsOrthogonal = false)
{
    public double SecondMoment => Variance + Mean * Mean;

    /// <summary>Whether all elements are the same number other than zero: all units of a layer would be one.</summary>
    public bool IsConstant => Variance == 0 && Mean != 0;
}
