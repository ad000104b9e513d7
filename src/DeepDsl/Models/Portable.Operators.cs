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

    /// <summary>Attention in several heads, the projections of queries, keys and values side by side in one matrix.</summary>
    public static Tensor MultiheadAttention(Tensor x, Tensor memory, Tensor inWeight, Tensor? inBias, Tensor outWeight, Tensor? outBias, int heads, bool causal)
    {
        var features = x.size(-1);
        var queries = Project(x, 0);
        var scores = queries.matmul(Project(memory, 1).transpose(-2, -1)) / Math.Sqrt(features / heads);
        if (causal)
            scores = scores.masked_fill(ones_like(scores, ScalarType.Bool).triu(1), double.NegativeInfinity);
        var context = functional.softmax(scores, -1).matmul(Project(memory, 2));
        return functional.linear(context.transpose(1, 2).reshape(x.shape), outWeight, outBias);

        Tensor Project(Tensor input, long part) =>
            functional.linear(input, inWeight.narrow(0, part * features, features), inBias?.narrow(0, part * features, features))
                .reshape(input.size(0), input.size(1), heads, -1).transpose(1, 2);
    }

    /// <summary>Long short-term memory over (batch, length, features), with gates in the order i, f, g, o.</summary>
    public static Tensor LSTM(Tensor x, Tensor inputWeight, Tensor stateWeight, Tensor? inputBias, Tensor? stateBias, bool reverse)
    {
        var cell = zeros([x.size(0), stateWeight.size(1)], x.dtype, x.device);
        return Recur(functional.linear(x, inputWeight, inputBias), stateWeight, reverse, (input, state) =>
        {
            var gates = (input + functional.linear(state, stateWeight, stateBias)).chunk(4, 1);
            cell = gates[1].sigmoid() * cell + gates[0].sigmoid() * gates[2].tanh();
            return gates[3].sigmoid() * cell.tanh();
        });
    }

    /// <summary>Gated recurrent units over (batch, length, features), with gates in the order r, z, n.</summary>
    public static Tensor GRU(Tensor x, Tensor inputWeight, Tensor stateWeight, Tensor? inputBias, Tensor? stateBias, bool reverse) =>
        Recur(functional.linear(x, inputWeight, inputBias), stateWeight, reverse, (input, state) =>
        {
            var (ofInput, ofState) = (input.chunk(3, 1), functional.linear(state, stateWeight, stateBias).chunk(3, 1));
            var (r, z) = ((ofInput[0] + ofState[0]).sigmoid(), (ofInput[1] + ofState[1]).sigmoid());
            var n = (ofInput[2] + r * ofState[2]).tanh();
            return n + z * (state - n);
        });

    /// <summary>1-D convolution, given as a 2-D one of height 1.</summary>
    public static Tensor Conv1d(Tensor x, Tensor weight, Tensor? bias, (int Height, int Width) stride, (int Height, int Width) padding, (int Height, int Width) dilation, int groups) =>
        functional.conv1d(x, weight, bias, stride.Width, padding.Width, dilation.Width, groups);

    /// <summary>Max pooling of sequences, given as of maps of height 1.</summary>
    public static Tensor MaxPool1d(Tensor x, (int Height, int Width) kernel, (int Height, int Width) stride, (int Height, int Width) padding, bool ceilMode) =>
        functional.max_pool1d(x, kernel.Width, stride.Width, padding.Width, 1, ceilMode);

    /// <summary>Average pooling of sequences, given as of maps of height 1.</summary>
    public static Tensor AvgPool1d(Tensor x, (int Height, int Width) kernel, (int Height, int Width) stride, (int Height, int Width) padding, bool countIncludePad, bool ceilMode) =>
        functional.avg_pool1d(x, kernel.Width, stride.Width, padding.Width, ceilMode, countIncludePad);

    /// <summary>Transposed 2-D convolution.</summary>
    public static Tensor ConvTranspose2d(Tensor x, Tensor weight, Tensor? bias, (int Height, int Width) stride, (int Height, int Width) padding, (int Height, int Width) dilation, int groups, (int Height, int Width) outputPadding) =>
        functional.conv_transpose2d(x, weight, bias, [stride.Height, stride.Width], [padding.Height, padding.Width], [outputPadding.Height, outputPadding.Width], [dilation.Height, dilation.Width], groups);

    /// <summary>A larger map of the given size.</summary>
    public static Tensor Upsample(Tensor x, (int Height, int Width) size, bool bilinear, bool alignCorners) => bilinear
        ? functional.interpolate(x, [size.Height, size.Width], mode: InterpolationMode.Bilinear, align_corners: alignCorners)
        : functional.interpolate(x, [size.Height, size.Width], mode: InterpolationMode.Nearest);

    /// <summary>The smooth rectifier, the identity where β·x &gt; 20.</summary>
    public static Tensor Softplus(Tensor x, double beta)
    {
        var scaled = x * beta;
        return where(scaled > 20, x, scaled.clamp_max(20).exp().log1p() / beta);
    }

    /// <summary>The states after every position, each from what the input adds to the gates there and the state before.</summary>
    private static Tensor Recur(Tensor input, Tensor stateWeight, bool reverse, Func<Tensor, Tensor, Tensor> next)
    {
        var states = new Tensor[input.size(1)];
        var state = zeros([input.size(0), stateWeight.size(1)], input.dtype, input.device);
        for (var step = 0; step < states.Length; step++)
        {
            var position = reverse ? states.Length - 1 - step : step;
            states[position] = state = next(input.select(1, position), state);
        }
        return stack(states, 1);
    }
}
