namespace DeepDsl.Compiler.Signal.Curves;

/// <summary>No activation: z itself.</summary>
internal sealed class Straight() : Curve("straight", z => z, _ => 1)
{
    public static Straight Line { get; } = new();
}
