namespace DeepDsl;

/// <summary>Makes maps (channels, height, width) larger by whole factors, as PyTorch's <c>Upsample</c>.</summary>
public sealed class UpsampleAttribute : OperatorAttribute
{
    /// <summary>One factor for height and width.</summary>
    public UpsampleAttribute(int scaleFactor) => ScaleFactor = scaleFactor;

    /// <summary>Factors for [height, width].</summary>
    public UpsampleAttribute(int[] scaleFactor) => ScaleFactor = scaleFactor;

    /// <summary>A factor that is a member.</summary>
    public UpsampleAttribute(string scaleFactor) => ScaleFactor = scaleFactor;

    /// <summary>The factor: one number, or [height, width].</summary>
    public object ScaleFactor { get; }

    /// <summary>How the positions in between are filled.</summary>
    public UpsampleMode Mode { get; set; }

    /// <summary>Whether bilinear interpolation keeps the centers of the corners in place, instead of the edges of the map.</summary>
    public bool AlignCorners { get; set; }
}
