using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Harness;

/// <summary>Data from seeds of their own, since the global generator is shared by tests that run at once, and comparisons.</summary>
public static class Tensors
{
    /// <summary>Standard normal values.</summary>
    public static Tensor Normal(long seed, long[] shape, ScalarType type = ScalarType.Float32)
    {
        using var generator = new Generator((ulong)seed);
        return randn(shape, dtype: type, generator: generator);
    }

    /// <summary>Values between zero and one.</summary>
    public static Tensor Uniform(long seed, long[] shape, ScalarType type = ScalarType.Float32)
    {
        using var generator = new Generator((ulong)seed);
        return rand(shape, dtype: type, generator: generator);
    }

    /// <summary>Class indices.</summary>
    public static Tensor Classes(long seed, long classes, params long[] shape)
    {
        using var generator = new Generator((ulong)seed);
        return randint(0, classes, shape, dtype: ScalarType.Int64, generator: generator);
    }

    /// <summary>Equal up to a difference relative to the largest expected value, or to one where all are smaller.</summary>
    public static void Near(Tensor expected, Tensor actual, double tolerance, string what = "")
    {
        Assert.Equal(expected.shape, actual.shape);
        var difference = Difference(expected, actual);
        // Written so that NaN fails.
        Assert.True(difference <= tolerance, $"{what} differs by {difference:e2}, more than {tolerance:e0}.");
    }

    /// <summary>The largest difference, relative to the largest expected value, or to one where all are smaller.</summary>
    public static double Difference(Tensor expected, Tensor actual)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var (left, right) = (expected.to(ScalarType.Float64), actual.to(ScalarType.Float64));
        return expected.numel() == 0 ? 0 : (left - right).abs().max().item<double>() / Math.Max(1, left.abs().max().item<double>());
    }

    /// <summary>Equal to the last bit.</summary>
    public static void Same(Tensor expected, Tensor actual, string what = "") =>
        Assert.True(expected.dtype == actual.dtype && expected.shape.SequenceEqual(actual.shape) && expected.bytes.SequenceEqual(actual.bytes), $"{what} differs in its bits.");

    /// <summary>A copy of every parameter and buffer, by name.</summary>
    public static Dictionary<string, Tensor> Snapshot(nn.Module module)
    {
        using var quiet = no_grad();
        return module.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());
    }
}
