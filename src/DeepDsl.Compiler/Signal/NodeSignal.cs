namespace DeepDsl.Compiler.Signal;

/// <summary>What is predicted of one value at the start of training.</summary>
/// <param name="Node">Whose value it is.</param>
/// <param name="Mean">The mean over the units of a layer.</param>
/// <param name="SecondMoment">The mean square.</param>
/// <param name="Correlation">The mean product of two samples over the mean square: 1 where the network cannot tell inputs apart.</param>
public sealed record NodeSignal(SignalNode Node, double Mean, double SecondMoment, double Correlation)
{
    /// <summary>Where the value is an activation's, what that does to its input.</summary>
    public ActivationSignal? Activation { get; init; }
}

/// <summary>What an activation does to its input at the start of training.</summary>
/// <param name="Gate">E φ'²: what gradients are multiplied by.</param>
/// <param name="Openness">The gate as a share of its maximum; near zero where the activation is saturated.</param>
/// <param name="DeadProbability">The probability that a unit is zero for all of 256 samples; zero where units cannot die.</param>
/// <param name="ScaleExponent">∂log E φ²/∂log q: above 1, no scale is stable without normalization.</param>
public sealed record ActivationSignal(double Gate, double Openness, double DeadProbability, double ScaleExponent);
