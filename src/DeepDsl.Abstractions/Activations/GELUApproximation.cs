namespace DeepDsl;

/// <summary>How <see cref="GELUAttribute"/> computes the normal distribution function.</summary>
public enum GELUApproximation
{
    /// <summary>Exactly, by the error function.</summary>
    None,

    /// <summary>By 0.5·(1 + tanh(√(2/π)·(x + 0.044715·x³))).</summary>
    Tanh,
}
