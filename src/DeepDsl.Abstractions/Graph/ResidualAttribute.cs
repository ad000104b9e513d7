namespace DeepDsl;

/// <summary>A skip connection: adds an earlier value to the current one (He et al., 2015, arXiv:1512.03385).</summary>
public sealed class ResidualAttribute : OperatorAttribute
{
    /// <summary>Adds the member's own input.</summary>
    public ResidualAttribute()
    {
    }

    /// <summary>Adds the member <paramref name="from"/>.</summary>
    public ResidualAttribute(string from) => From = from;

    /// <summary>The name of the member that is added; <see langword="null"/> for the member's own input.</summary>
    public string? From { get; }

    /// <summary>What the skip passes through where the shapes differ; where they agree it is always the identity.</summary>
    public Projection Projection { get; set; }

    /// <summary>The name of the projection in the state dictionary, such as torchvision's <c>downsample.0</c>; by default made from the member, such as <c>y.projection</c>.</summary>
    public string? ProjectionName { get; set; }

    /// <summary>The name of the norm behind the projection in the state dictionary, such as torchvision's <c>downsample.1</c>; by default made from the member, such as <c>y.projection_norm</c>.</summary>
    public string? ProjectionNormName { get; set; }

    internal override IEnumerable<string?> OtherInputs => [From];
}
