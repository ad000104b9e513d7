using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepDsl.Models;

public static unsafe partial class Portable
{
    /// <summary>The smooth rectifier, the identity where β·x &gt; 20.</summary>
    public static Tensor Softplus(Tensor x, double beta)
    {
        var scaled = x * beta;
        return where(scaled > 20, x, scaled.clamp_max(20).exp().log1p() / beta);
    }
}
