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

    /// <summary>The number of threads of the model's calls. Where null, a call runs on one thread if its layers are small, and otherwise on as many as libtorch has (see <c>torch.set_num_threads</c>).</summary>
    /// <remarks>Small is a forward pass of under 32 million floating-point operations over the batch in the typical layer, which is the mean over all operations of those of their layer.
    /// The calling thread has the number it had before when a call returns. The number of threads may change the last bits of matrix products and convolutions, as they add up in another order.</remarks>
    public int? Threads { get; init; }

    /// <summary>The number of steps of the training, for a schedule that does not say it itself.</summary>
    public long? TotalSteps { get; init; }
}
