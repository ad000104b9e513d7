namespace DeepDsl;

/// <summary>Multiplies every element by a constant.</summary>
public sealed class ScaleAttribute : OperatorAttribute
{
    /// <summary>A constant factor.</summary>
    public ScaleAttribute(double factor) => Factor = factor;

    /// <summary>A factor that is a member.</summary>
    public ScaleAttribute(string factor) => Factor = factor;

    /// <summary>The factor.</summary>
    public object Factor { get; }
}
