namespace DeepDsl.Compiler.Signal.States;

/// <summary>How a value extends: its channels, and the positions that share weights.</summary>
/// <param name="Channels">Channels or features.</param>
/// <param name="Height">Rows, or the length of a sequence.</param>
/// <param name="Width">Columns; 1 for sequences.</param>
public readonly record struct Field(int Channels, int Height = 1, int Width = 1)
{
    public long Positions => (long)Height * Width;

    public double Elements => (double)Channels * Positions;
}
