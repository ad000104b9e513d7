using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepDsl.Models;

public static unsafe partial class Portable
{
    /// <summary>Division by the root of the mean square over the last dimensions; where <paramref name="eps"/> is NaN, it is the machine epsilon of the data type.</summary>
    public static Tensor RMSNorm(Tensor x, int dims, Tensor? weight, double eps)
    {
        if (double.IsNaN(eps))
            eps = finfo(x.dtype).eps;
        var last = Enumerable.Range(1, dims).Select(index => (long)-index).ToArray();
        var normalized = x * (x * x).mean(last, keepdim: true).add(eps).rsqrt();
        return weight is null ? normalized : normalized * weight;
    }

    /// <summary>The smooth rectifier, the identity where β·x &gt; 20.</summary>
    public static Tensor Softplus(Tensor x, double beta)
    {
        var scaled = x * beta;
        return where(scaled > 20, x, scaled.clamp_max(20).exp().log1p() / beta);
    }
}
