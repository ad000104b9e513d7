namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>A window that slides along one axis: tap t connects output o with input o·stride − padding + t·dilation, where that exists.</summary>
/// <param name="In">Input positions.</param>
/// <param name="Out">Output positions.</param>
internal readonly record struct Axis(int In, int Out, int Kernel, int Stride, int Padding, int Dilation = 1)
{
    /// <summary>What the taps carry along: sums per position reached, Σ over taps of (Σ√)², and the sum of all.</summary>
    public (double[] Sums, double Coherent, double Total) Carry(double[] profile, bool forward)
    {
        var sums = new double[forward ? Out : In];
        var roots = Array.ConvertAll(profile, Math.Sqrt);
        var (coherent, total) = (0.0, 0.0);
        for (var t = 0; t < Kernel; t++)
        {
            var amplitude = 0.0;
            var (first, last) = Reach(t);
            for (var o = first; o <= last; o++)
            {
                var i = InputOf(o, t);
                var (from, to) = forward ? (i, o) : (o, i);
                sums[to] += profile[from];
                amplitude += roots[from];
                total += profile[from];
            }
            coherent += amplitude * amplitude;
        }
        return (sums, coherent, total);
    }

    /// <summary>The sum over taps of products of both ends, and of the squared sum of their roots.</summary>
    public (double Sum, double Coherent) Meet(double[] outputs, double[] inputs)
    {
        var (sum, coherent) = (0.0, 0.0);
        for (var t = 0; t < Kernel; t++)
        {
            var amplitude = 0.0;
            var (first, last) = Reach(t);
            for (var o = first; o <= last; o++)
            {
                var product = outputs[o] * inputs[InputOf(o, t)];
                sum += product;
                amplitude += Math.Sqrt(product);
            }
            coherent += amplitude * amplitude;
        }
        return (sum, coherent);
    }

    /// <summary>Mean and mean square, over pairs of outputs, of the number of taps that both have.</summary>
    public (double Mean, double Square) SharedTaps
    {
        get
        {
            var (mean, square) = (0.0, 0.0);
            for (var t = 0; t < Kernel; t++)
            {
                for (var u = 0; u < Kernel; u++)
                {
                    var both = Math.Max(0, Math.Min(Reach(t).Last, Reach(u).Last) - Math.Max(Reach(t).First, Reach(u).First) + 1) / (double)Out;
                    square += both * both;
                    mean += t == u ? both * both : 0;
                }
            }
            return (mean, square);
        }
    }

    /// <summary>The number of connections, and the sum over taps of its square.</summary>
    public (double Connections, double Pairs) Count
    {
        get
        {
            var (connections, pairs) = (0.0, 0.0);
            for (var t = 0; t < Kernel; t++)
            {
                var count = Math.Max(0, Reach(t).Last - Reach(t).First + 1);
                connections += count;
                pairs += (double)count * count;
            }
            return (connections, pairs);
        }
    }

    private int InputOf(int output, int tap) => output * Stride - Padding + tap * Dilation;

    /// <summary>The outputs for which a tap meets an input.</summary>
    private (int First, int Last) Reach(int tap)
    {
        var offset = tap * Dilation - Padding;
        var first = offset >= 0 ? 0 : (-offset + Stride - 1) / Stride;
        var room = In - 1 - offset;
        return (first, room < 0 ? -1 : Math.Min(Out - 1, room / Stride));
    }
}
