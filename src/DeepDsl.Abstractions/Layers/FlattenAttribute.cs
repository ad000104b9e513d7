namespace DeepDsl;

/// <summary>Joins the dimensions from <paramref name="startDim"/> to <paramref name="endDim"/> into one; the batch is dimension 0.</summary>
/// <param name="startDim">The first dimension joined.</param>
/// <param name="endDim">The last dimension joined; negative counts from the end.</param>
public sealed class FlattenAttribute(int startDim = 1, int endDim = -1) : OperatorAttribute
{
    /// <summary>The first dimension joined.</summary>
    public int StartDim { get; } = startDim;

    /// <summary>The last dimension joined; negative counts from the end.</summary>
    public int EndDim { get; } = endDim;
}
