namespace DeepDsl;

/// <summary>Cuts the middle out of (channels, height, width), as high and wide as another member (Ronneberger et al., 2015, arXiv:1505.04597). Where a border is odd, the middle is that of torchvision's <c>center_crop</c>.</summary>
/// <param name="like">The name of the member whose height and width the result has; it gets no gradient from here.</param>
public sealed class CenterCropAttribute(string like) : OperatorAttribute
{
    /// <summary>The name of the member whose height and width the result has.</summary>
    public string Like { get; } = like;

    internal override IEnumerable<string?> OtherInputs => [Like];
}
