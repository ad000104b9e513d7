namespace DeepDsl;

/// <summary>A value of the network. The attributes on a <see cref="Node"/> property are the operators that make it, applied left to right.</summary>
/// <remarks>At run time a node knows its shape, so that computed members such as <c>4 * X.Features</c> mean in code what they mean to the compiler.</remarks>
public readonly struct Node
{
    private readonly int[]? _shape;

    /// <summary>A node of the given shape, without the batch dimension.</summary>
    public Node(params int[] shape) => _shape = shape;

    /// <summary>The sizes without the batch dimension; empty for a scalar per sample.</summary>
    public IReadOnlyList<int> Shape => _shape ?? [];

    /// <summary>The number of channels of a value shaped (channels, height, width) or (channels, length).</summary>
    public int Channels => Dimension(0);

    /// <summary>The size of the last dimension.</summary>
    public int Features => Dimension(Shape.Count - 1);

    /// <summary>The number of positions of a value shaped (length, features).</summary>
    public int Length => Dimension(Shape.Count - 2);

    /// <summary>The height of a value shaped (channels, height, width).</summary>
    public int Height => Dimension(Shape.Count - 2);

    /// <summary>The width of a value shaped (channels, height, width).</summary>
    public int Width => Dimension(Shape.Count - 1);

    /// <summary>The shape as text, for example <c>(3, 32, 32)</c>.</summary>
    public override string ToString() => $"({string.Join(", ", Shape)})";

    private int Dimension(int index) => index >= 0 && index < Shape.Count
        ? Shape[index]
        : throw new InvalidOperationException($"The node's shape {this} has no dimension {index}.");
}
