using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Signal.States;

/// <summary>How a value extends: its channels, and the positions that share weights.</summary>
/// <param name="Channels">Channels or features.</param>
/// <param name="Height">Rows, or the length of a sequence.</param>
/// <param name="Width">Columns; 1 for sequences.</param>
public readonly record struct Field(int Channels, int Height = 1, int Width = 1)
{
    public long Positions => (long)Height * Width;

    public double Elements => (double)Channels * Positions;

    /// <summary>How a shape extends, with one of its dimensions taken for channels.</summary>
    public static Field Of(Shape shape, int channelAxis)
    {
        var positions = shape.Dims.Where((_, index) => index != channelAxis).ToArray();
        return new(
            shape.Rank == 0 ? 1 : shape[channelAxis],
            positions.Length == 0 ? 1 : positions[0],
            positions.Skip(1).Aggregate(1, (product, size) => product * size));
    }
}
