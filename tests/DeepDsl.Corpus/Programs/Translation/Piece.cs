namespace DeepDsl.Corpus.Programs.Translation;

/// <summary>What a layer becomes.</summary>
/// <param name="Shape">The shape of its result, channels last.</param>
/// <param name="IsFeaturesLast">Whether the features of the result stand last in DeepDsl too.</param>
/// <param name="Attributes">The operators; none where the layer does nothing.</param>
internal sealed record Piece(int[] Shape, bool IsFeaturesLast, IReadOnlyList<string> Attributes)
{
    /// <summary>Operators that keep the shape.</summary>
    public static Piece Of(Value x, params IEnumerable<string> attributes) => new(x.Shape, x.IsFeaturesLast, [.. attributes]);

    /// <summary>The piece with an activation behind it.</summary>
    public Piece Then(string? activation) => activation is null ? this : this with { Attributes = [.. Attributes, activation] };

    /// <summary>The result as a value.</summary>
    public Value As(string member) => new(member, Shape, IsFeaturesLast);
}
