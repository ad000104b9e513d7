namespace DeepDsl;

/// <summary>What an input consists of.</summary>
public enum DType
{
    /// <summary>Floating-point numbers of the model's own type.</summary>
    Float,

    /// <summary>64-bit integers: indices of words, users, classes.</summary>
    Int64,
}
