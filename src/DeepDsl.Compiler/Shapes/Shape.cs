using System.Collections.Immutable;

namespace DeepDsl.Compiler.Shapes;

/// <summary>The sizes of a value without its batch dimension; unknown after a misfit, so that one mistake is reported once.</summary>
public sealed class Shape : IEquatable<Shape>
{
    private readonly ImmutableArray<int> _dims;

    private Shape(ImmutableArray<int> dims) => _dims = dims;

    public static Shape Unknown { get; } = new(default);

    public static Shape Of(params IEnumerable<int> dims) => new([.. dims]);

    public bool IsKnown => !_dims.IsDefault;

    public ImmutableArray<int> Dims => IsKnown ? _dims : [];

    public int Rank => Dims.Length;

    /// <summary>(channels, height, width): what the kernels keep with the channels innermost.</summary>
    public bool IsImage => Rank == 3;

    public int this[int index] => Dims[index];

    public int Last => Dims[^1];

    public int Channels => Dims[0];

    public int Height => Dims[^2];

    public int Width => Dims[^1];

    /// <summary>The number of elements of one sample; absurd sizes do not wrap around.</summary>
    public long Elements => Dims.Aggregate(1L, (product, size) => size > 0 && product > long.MaxValue / size ? long.MaxValue : product * size);

    /// <summary>The number of vectors along the last dimension of one sample.</summary>
    public long Rows => Rank == 0 ? 1 : Dims.Take(Rank - 1).Aggregate(1L, (product, size) => product * size);

    public Shape WithLast(int size) => new(Dims.SetItem(Rank - 1, size));

    public Shape WithDim(int index, int size) => new(Dims.SetItem(index, size));

    /// <summary>Turns a dimension counted with the batch as 0, or from the end, into an index into <see cref="Dims"/>; null where there is none (or it is the batch).</summary>
    public int? IndexOf(int dim)
    {
        var index = dim < 0 ? Rank + dim : dim - 1;
        return index >= 0 && index < Rank ? index : null;
    }

    /// <summary>The shape of an elementwise result, where sizes of 1 are repeated to those of the other; null where the sizes do not agree.</summary>
    public Shape? Broadcast(Shape other) => Rank == other.Rank && Dims.Zip(other.Dims, (a, b) => a == b || a == 1 || b == 1).All(agrees => agrees)
        ? Of(Dims.Zip(other.Dims, Math.Max))
        : null;

    public bool Equals(Shape? other) => other is not null && IsKnown == other.IsKnown && Dims.SequenceEqual(other.Dims);

    public override bool Equals(object? other) => Equals(other as Shape);

    public override int GetHashCode() => Dims.Aggregate(IsKnown ? 17 : 0, (hash, size) => unchecked(hash * 31 + size));

    public override string ToString() => IsKnown ? $"({string.Join(", ", Dims)})" : "(?)";
}
