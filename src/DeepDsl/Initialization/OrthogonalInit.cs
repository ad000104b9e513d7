using static TorchSharp.torch;

namespace DeepDsl.Initialization;

/// <summary>The Q of the QR decomposition of a normal matrix, with the signs that make it uniformly distributed, as PyTorch does.</summary>
internal sealed class OrthogonalInit(double gain) : Init
{
    internal override void Fill(Span<float> values, long[] shape, RandomStream random)
    {
        using var scope = NewDisposeScope();
        var rows = shape[0];
        var columns = values.Length / rows;
        var normal = new double[values.Length];
        foreach (ref var value in normal.AsSpan())
            value = random.NextNormal();
        var tall = tensor(normal).reshape(Math.Max(rows, columns), Math.Min(rows, columns));
        var (q, r) = linalg.qr(tall);
        q = q * r.diag().sign();
        var matrix = (rows < columns ? q.t() : q) * gain;
        matrix.contiguous().to(ScalarType.Float32).data<float>().ToArray().CopyTo(values);
    }
}
