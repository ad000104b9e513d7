namespace DeepDsl.Compiler.Signal.States;

/// <summary>The mean product of two elements of one channel, for the three ways in which they can be a pair.</summary>
/// <param name="Own">An element with itself: the second moment.</param>
/// <param name="Within">Two positions of one sample.</param>
/// <param name="Across">Two samples, at any positions.</param>
public readonly record struct SecondMoments(double Own, double Within, double Across)
{
    public static SecondMoments operator +(SecondMoments a, SecondMoments b) => new(a.Own + b.Own, a.Within + b.Within, a.Across + b.Across);

    public static SecondMoments operator +(SecondMoments a, double shared) => new(a.Own + shared, a.Within + shared, a.Across + shared);

    public static SecondMoments operator -(SecondMoments a, SecondMoments b) => new(a.Own - b.Own, a.Within - b.Within, a.Across - b.Across);

    public static SecondMoments operator -(SecondMoments a, double shared) => a + -shared;

    public static SecondMoments operator *(SecondMoments a, SecondMoments b) => new(a.Own * b.Own, a.Within * b.Within, a.Across * b.Across);

    public static SecondMoments operator *(SecondMoments a, double factor) => new(a.Own * factor, a.Within * factor, a.Across * factor);

    public static SecondMoments operator /(SecondMoments a, SecondMoments b) => new(Ratio(a.Own, b.Own), Ratio(a.Within, b.Within), Ratio(a.Across, b.Across));

    /// <summary>The second moment of the mean over the positions of one sample.</summary>
    public double OfSampleMean(long positions) => (Own + (positions - 1) * Within) / positions;

    /// <summary>The mean over all pairs of a batch.</summary>
    public double OfBatchMean(long positions, int batch) => (OfSampleMean(positions) + (batch - 1) * Across) / batch;

    private static double Ratio(double a, double b) => b == 0 ? 0 : a / b;
}
