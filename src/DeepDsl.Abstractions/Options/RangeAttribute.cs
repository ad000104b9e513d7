namespace DeepDsl;

/// <summary>The numbers that an option takes; without bounds, all finite ones.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
internal sealed class RangeAttribute : Attribute
{
    /// <summary>The smallest number.</summary>
    public double AtLeast { get; set; } = double.NaN;

    /// <summary>What numbers are greater than.</summary>
    public double Above { get; set; } = double.NaN;

    /// <summary>The largest number.</summary>
    public double AtMost { get; set; } = double.NaN;

    /// <summary>What numbers are less than.</summary>
    public double Below { get; set; } = double.NaN;

    /// <summary>Whether infinity is a number like others here.</summary>
    public bool MayBeInfinite { get; set; }

    /// <summary>Whether NaN stands for a number that the compiler chooses.</summary>
    public bool MayBeNaN { get; set; }

    /// <summary>What comes of other numbers where they work, in a way that nobody can mean; <see langword="null"/> where they are refused.</summary>
    public string? Otherwise { get; set; }

    /// <summary>Whether the option may be a number. A bound that is NaN compares to nothing, and so bounds nothing.</summary>
    public bool Contains(double number) => double.IsNaN(number)
        ? MayBeNaN
        : (MayBeInfinite || !double.IsInfinity(number)) && !(number < AtLeast) && !(number <= Above) && !(number > AtMost) && !(number >= Below);
}
