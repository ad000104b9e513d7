namespace DeepDsl.Compiler.Operators;

/// <summary>A learned linear map from features to features: a matrix, or a kernel that slides.</summary>
public interface IMap
{
    /// <summary>The features that go in, without those of neighbouring positions.</summary>
    int FeaturesIn { get; }

    /// <summary>The features that come out.</summary>
    int FeaturesOut { get; }

    /// <summary>The dimension of the result that holds the features, without the batch.</summary>
    int FeatureDimension { get; }

    /// <summary>Whether it connects only a part of its features or looks along one direction of a map, as the factors of a larger map do.</summary>
    bool IsFactor { get; }
}

/// <summary>A linear function of its input without parameters: two maps with nothing else between them are one.</summary>
public interface ILinear;

/// <summary>Gives the same elements in another order or shape, all of them or some.</summary>
public interface IRearrangement : ILinear;

/// <summary>Hands a state on from position to position, and gradients back.</summary>
public interface IRecurrent
{
    /// <summary>The number of positions.</summary>
    int Length { get; }
}

/// <summary>Takes the largest element of every window.</summary>
public interface IMaximum;

/// <summary>Zeroes elements while training.</summary>
public interface IDropout
{
    /// <summary>The probability of an element to be zeroed.</summary>
    double Probability { get; }

    /// <summary>Whether the variance of standardized values is the same with and without it.</summary>
    bool KeepsVariance { get; }
}

/// <summary>An activation that by itself brings values to mean 0 and variance 1, layer by layer.</summary>
public interface ISelfNormalizing;

/// <summary>Logarithms of shares of a whole.</summary>
public interface ILogShares;

/// <summary>Sums its inputs, so that a gradient reaches each of them unchanged.</summary>
public interface ISum;

/// <summary>Multiplies values with one another: one side weighs or gates the other.</summary>
public interface IProduct;

/// <summary>Shares of a whole: the results along one dimension are positive and sum to one.</summary>
public interface IShares
{
    /// <summary>The number of shares.</summary>
    int Units { get; }
}

/// <summary>Brings the values to a scale of their own, whatever the scale of what comes in.</summary>
public interface INormalization
{
    /// <summary>The values of one sample that are normalized together.</summary>
    long Population { get; }

    /// <summary>Whether those of the other samples of a batch are normalized with them.</summary>
    bool SpansBatch { get; }

    /// <summary>The dimension along which every entry loses its own mean, without the batch; null where there is none.</summary>
    int? CenteredDimension { get; }
}
