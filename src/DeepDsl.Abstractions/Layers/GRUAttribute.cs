namespace DeepDsl;

/// <summary>Gated recurrent unit over (length, features); the result (length, hidden) has the state after every position (Cho et al., 2014, arXiv:1406.1078).</summary>
/// <remarks>The gates stand in the order r, z, n: <c>h = (1 − z)·n + z·h</c> with <c>n = tanh(W·x + b + r·(W·h + b))</c>, as PyTorch has it, and the sigmoid for r and z. See <see cref="RecurrentAttribute"/> for the parameters.</remarks>
public sealed class GRUAttribute : RecurrentAttribute
{
    /// <summary>A layer whose state has a number of features.</summary>
    public GRUAttribute(int hiddenSize)
        : base(hiddenSize)
    {
    }

    /// <summary>A layer whose state has as many features as a member says.</summary>
    public GRUAttribute(string hiddenSize)
        : base(hiddenSize)
    {
    }
}
