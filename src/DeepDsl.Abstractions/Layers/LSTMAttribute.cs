namespace DeepDsl;

/// <summary>Long short-term memory over (length, features); the result (length, hidden) has the state after every position (Hochreiter and Schmidhuber, 1997; Gers et al., 2000).</summary>
/// <remarks>The gates stand in the order i, f, g, o: <c>c = f·c + i·g</c>, <c>h = o·tanh(c)</c>, with tanh for g and the sigmoid for the others. See <see cref="RecurrentAttribute"/> for the parameters.</remarks>
public sealed class LSTMAttribute : RecurrentAttribute
{
    /// <summary>A layer whose state has a number of features.</summary>
    public LSTMAttribute(int hiddenSize)
        : base(hiddenSize)
    {
    }

    /// <summary>A layer whose state has as many features as a member says.</summary>
    public LSTMAttribute(string hiddenSize)
        : base(hiddenSize)
    {
    }
}
