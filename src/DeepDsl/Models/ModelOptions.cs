using TorchSharp;
using static TorchSharp.torch;

namespace DeepDsl;

/// <summary>How an instance of a model is made.</summary>
public sealed record ModelOptions
{
    /// <summary>What initial parameters and dropout are drawn from: the same seed gives the same bits.</summary>
    public long Seed { get; init; }

    /// <summary>Where parameters live; the CPU by default. The generated kernels run on the CPU, other devices take the portable path.</summary>
    public Device? Device { get; init; }

    /// <summary>The type of parameters and activations. Kernels compute in float32 and float64, other types take the portable path.</summary>
    public ScalarType DType { get; init; } = ScalarType.Float32;

    /// <summary>The number of threads of libtorch, which is one setting for the whole process; left as it is where null.</summary>
    public int? Threads { get; init; }

    /// <summary>The number of steps of the training, for a schedule that does not say it itself.</summary>
    public long? TotalSteps { get; init; }
}
