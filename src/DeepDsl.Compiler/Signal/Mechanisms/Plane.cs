using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>A window that slides over rows and columns.</summary>
internal readonly record struct Plane(Axis Rows, Axis Columns)
{
    public double Taps => (double)Rows.Kernel * Columns.Kernel;

    /// <summary>Second moments after random weights of variance 1/fan along the taps, forward or backward.</summary>
    public (SecondMoments Moments, Profile Profile) Carry(SecondMoments moments, Profile profile, bool forward)
    {
        var (rows, columns) = (Rows.Carry(profile.Rows, forward), Columns.Carry(profile.Columns, forward));
        var (rowMean, rowProfile) = Profile.Normalize(rows.Sums);
        var (columnMean, columnProfile) = Profile.Normalize(columns.Sums);
        var positions = (double)rows.Sums.Length * columns.Sums.Length;
        var coherent = rows.Coherent * columns.Coherent;
        var own = rowMean * columnMean * moments.Own;
        var within = positions > 1 ? moments.Within * (coherent - rows.Total * columns.Total) / (positions * (positions - 1)) : own;
        return (new(own, within, moments.Across * coherent / (positions * positions)), new(rowProfile, columnProfile));
    }

    /// <summary>The sum over taps of products of both ends, and of the squared sum of their roots.</summary>
    public (double Sum, double Coherent) Meet(Profile outputs, Profile inputs)
    {
        var (rows, columns) = (Rows.Meet(outputs.Rows, inputs.Rows), Columns.Meet(outputs.Columns, inputs.Columns));
        return (rows.Sum * columns.Sum, rows.Coherent * columns.Coherent);
    }

    /// <summary>The variance over pairs of positions of the number of taps that both have, which padding makes differ.</summary>
    public double SharedTapVariance
    {
        get
        {
            var (rows, columns) = (Rows.SharedTaps, Columns.SharedTaps);
            return Math.Max(0, rows.Square * columns.Square - rows.Mean * columns.Mean * rows.Mean * columns.Mean);
        }
    }

    /// <summary>The number of connections, and the sum over taps of its square.</summary>
    public (double Connections, double Pairs) Count
    {
        get
        {
            var (rows, columns) = (Rows.Count, Columns.Count);
            return (rows.Connections * columns.Connections, rows.Pairs * columns.Pairs);
        }
    }

    /// <summary>The mean of a profile over each window.</summary>
    public Profile Pool(Profile profile) => Sum(profile, forward: true);

    /// <summary>The profile that comes back from windows of a profile.</summary>
    public Profile Unpool(Profile profile) => Sum(profile, forward: false);

    private Profile Sum(Profile profile, bool forward) => new(
        Profile.Normalize(Rows.Carry(profile.Rows, forward).Sums).Factors,
        Profile.Normalize(Columns.Carry(profile.Columns, forward).Sums).Factors);
}
