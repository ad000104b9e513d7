namespace DeepDsl.Compiler.Signal.States;

/// <summary>How a second moment is spread over rows and columns, as factors with mean 1: padding starves the edges.</summary>
internal readonly struct Profile
{
    public Profile(double[] rows, double[] columns) => (Rows, Columns) = (rows, columns);

    public double[] Rows { get; }

    public double[] Columns { get; }

    public bool IsFlat => Rows.Max() - Rows.Min() + Columns.Max() - Columns.Min() <= 1e-6;

    public static Profile Flat(Field field) => new(Ones(field.Height), Ones(field.Width));

    /// <summary>The profile of a sum of parts with the given second moments.</summary>
    public static Profile Mixture(IReadOnlyList<(double Weight, Profile Profile)> parts)
    {
        if (parts.Count == 1)
            return parts[0].Profile;
        var total = parts.Sum(part => part.Weight);
        return new(Mix(profile => profile.Rows), Mix(profile => profile.Columns));

        double[] Mix(Func<Profile, double[]> axis)
        {
            var mixed = new double[axis(parts[0].Profile).Length];
            for (var i = 0; i < mixed.Length; i++)
                mixed[i] = total == 0 ? 1 : parts.Sum(part => part.Weight * axis(part.Profile)[i]) / total;
            return mixed;
        }
    }

    /// <summary>What is left of the profile where the second moment changes by a power of itself.</summary>
    public Profile Power(double exponent) => new(
        Normalize(Array.ConvertAll(Rows, value => Math.Pow(value, exponent))).Factors,
        Normalize(Array.ConvertAll(Columns, value => Math.Pow(value, exponent))).Factors);

    /// <summary>Factors with mean 1, and the mean that they had.</summary>
    public static (double Mean, double[] Factors) Normalize(double[] values)
    {
        var mean = values.Average();
        return mean > 0 ? (mean, Array.ConvertAll(values, value => value / mean)) : (0, Ones(values.Length));
    }

    private static double[] Ones(int length)
    {
        var ones = new double[length];
        for (var i = 0; i < length; i++)
            ones[i] = 1;
        return ones;
    }
}
