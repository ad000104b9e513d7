namespace DeepDsl;

/// <summary>How positions between those of a smaller map are filled.</summary>
public enum UpsampleMode
{
    /// <summary>With the nearest one.</summary>
    Nearest,

    /// <summary>With a mean of the four around them, weighted by distance.</summary>
    Bilinear,
}
