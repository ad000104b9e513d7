namespace DeepDsl;

/// <summary>The shape of a learning rate's way from one value to another.</summary>
public enum AnnealStrategy
{
    /// <summary>Half a cosine.</summary>
    Cos,

    /// <summary>A straight line.</summary>
    Linear,
}
