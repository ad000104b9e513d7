using DeepDsl.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepDsl.Benchmarks.Twins;

/// <summary>TorchSharp's dropout, or with the masks of a model, so that both can be compared.</summary>
internal sealed class SharedDropout(double p) : Module<Tensor, Tensor>(nameof(SharedDropout))
{
    /// <summary>Where the masks come from; null for its own.</summary>
    public DrawSource? Draws { get; set; }

    public override Tensor forward(Tensor x) => Draws is { } draws && training ? Portable.Dropout(x, p, draws.Of(0)) : functional.dropout(x, p, training);
}
