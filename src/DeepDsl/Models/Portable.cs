using DeepDsl.Kernels;
using DeepDsl.Native;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepDsl.Models;

/// <summary>Operators of the portable path whose call in TorchSharp takes more than a line.</summary>
public static unsafe partial class Portable
{
    /// <summary>Takes a result out of the current dispose scope.</summary>
    public static Tensor Leave(Tensor result) => result.MoveToOuterDisposeScope();

    /// <summary>Takes results out of the current dispose scope.</summary>
    public static T Leave<T>(T results)
        where T : System.Runtime.CompilerServices.ITuple
    {
        for (var i = 0; i < results.Length; i++)
            ((Tensor)results[i]!).MoveToOuterDisposeScope();
        return results;
    }

    /// <summary>2-D convolution.</summary>
    public static Tensor Conv2d(Tensor x, Tensor weight, Tensor? bias, (int Height, int Width) stride, (int Height, int Width) padding, (int Height, int Width) dilation, int groups) =>
        functional.conv2d(x, weight, bias, [stride.Height, stride.Width], [padding.Height, padding.Width], [dilation.Height, dilation.Width], groups);

    /// <summary>Max pooling.</summary>
    public static Tensor MaxPool2d(Tensor x, (int Height, int Width) kernel, (int Height, int Width) stride, (int Height, int Width) padding, bool ceilMode) =>
        functional.max_pool2d(x, [kernel.Height, kernel.Width], [stride.Height, stride.Width], [padding.Height, padding.Width], [1, 1], ceilMode);

    /// <summary>Average pooling.</summary>
    public static Tensor AvgPool2d(Tensor x, (int Height, int Width) kernel, (int Height, int Width) stride, (int Height, int Width) padding, bool countIncludePad, bool ceilMode) =>
        functional.avg_pool2d(x, [kernel.Height, kernel.Width], [stride.Height, stride.Width], [padding.Height, padding.Width], ceilMode, countIncludePad);

    /// <summary>Batch normalization; in training mode it moves the running statistics.</summary>
    public static Tensor BatchNorm(Tensor x, Tensor runningMean, Tensor runningVar, Tensor batchesTracked, Tensor? weight, Tensor? bias, bool training, double momentum, double eps)
    {
        if (training)
        {
            using var quiet = no_grad();
            batchesTracked.add_(1);
        }
        return functional.batch_norm(x, runningMean, runningVar, weight, bias, training, momentum, eps);
    }

    /// <summary>The rows of a table that indices name.</summary>
    public static Tensor Embedding(Tensor indices, Tensor weight) => weight.index_select(0, indices.flatten()).view([.. indices.shape, weight.size(1)]);

    /// <summary>GELU by its tanh approximation.</summary>
    public static Tensor TanhGelu(Tensor x) => 0.5 * x * (1 + tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x.pow(3))));

    /// <summary>Dropout with the mask that the training kernels draw for the same key.</summary>
    public static Tensor Dropout(Tensor x, double p, DrawKey key, bool channelsLast = false) => x * Mask(x, p, key, channelsLast);

    /// <summary>Dropout of channels, with the mask that the training kernels draw for the same key.</summary>
    public static Tensor Dropout1d(Tensor x, double p, DrawKey key) => x * Mask(x, 2, p, key);

    /// <inheritdoc cref="Dropout1d"/>
    public static Tensor Dropout2d(Tensor x, double p, DrawKey key) => x * Mask(x, 2, p, key);

    /// <summary>Dropout of samples, with the mask that the training kernels draw for the same key.</summary>
    public static Tensor StochasticDepth(Tensor x, double p, DrawKey key) => x * Mask(x, 1, p, key);

    /// <summary>Alpha dropout with the mask that the training kernels draw for the same key.</summary>
    public static Tensor AlphaDropout(Tensor x, double p, DrawKey key, bool channelsLast = false)
    {
        // Of ones and of zeros: the kernel maps what it keeps linearly.
        var (ofOne, ofZero) = (Replaced(x, p, key, channelsLast, one: true), Replaced(x, p, key, channelsLast, one: false));
        return x * (ofOne - ofZero) + ofZero;
    }

    /// <summary>Standard normal noise of the shape of <paramref name="like"/>, as the training kernels draw it for the same key; zero in inference.</summary>
    public static Tensor Noise(Tensor like, DrawKey key, bool training, bool channelsLast = false)
    {
        using var quiet = no_grad();
        if (!training)
            return zeros_like(like);
        return like.dtype == ScalarType.Float32
            ? Drawn(like, (memory, count) => NoiseKernel.Run((float*)memory, count, key), channelsLast, ScalarType.Float32)
            : Drawn(like, (memory, count) => NoiseKernel.Run((double*)memory, count, key), channelsLast);
    }

    private static Tensor Mask(Tensor x, double p, DrawKey key, bool channelsLast)
    {
        using var quiet = no_grad();
        return Drawn(x, (memory, count) => DropoutKernel.Run((double*)memory, (double*)memory, count, p, key), channelsLast);
    }

    // One draw for each of what the first dimensions count.
    private static Tensor Mask(Tensor x, int dims, double p, DrawKey key)
    {
        using var quiet = no_grad();
        using var parts = x.new_empty([.. x.shape.Take(dims)]);
        return Mask(parts, p, key, channelsLast: false).reshape([.. x.shape.Take(dims), .. x.shape.Skip(dims).Select(_ => 1L)]);
    }

    private static Tensor Replaced(Tensor x, double p, DrawKey key, bool channelsLast, bool one)
    {
        using var quiet = no_grad();
        return Drawn(x, (memory, count) =>
        {
            new Span<double>((double*)memory, (int)count).Fill(one ? 1 : 0);
            AlphaDropoutKernel.Forward((double*)memory, (double*)memory, count, p, key);
        }, channelsLast);
    }

    /// <summary>A tensor like another, of ones that kernels have drawn over.</summary>
    private static Tensor Drawn(Tensor like, Action<nint, long> draw, bool channelsLast, ScalarType type = ScalarType.Float64)
    {
        long[] sizes = channelsLast ? [like.size(0), like.size(2), like.size(3), like.size(1)] : like.shape;
        var drawn = ones(sizes, type);
        draw((nint)LibTorch.DataPointer(drawn.Handle), drawn.numel());
        return (channelsLast ? drawn.permute(0, 3, 1, 2) : drawn).to(like.dtype, like.device);
    }

    /// <summary>The divergence of N(mu, exp(logVar)) from N(0, 1), summed over dimensions and averaged over the batch.</summary>
    public static Tensor NormalDivergence(Tensor mu, Tensor logVar) => 0.5 * (logVar.exp() + mu * mu - 1 - logVar).sum() / mu.size(0);

    /// <summary>Squared differences up to <paramref name="delta"/> and absolute ones beyond, times <paramref name="factor"/>, averaged over all elements.</summary>
    public static Tensor Huber(Tensor value, Tensor target, double delta, double factor)
    {
        var size = (value - target).abs();
        return where(size < delta, 0.5 * size * size, delta * (size - 0.5 * delta)).mean() * factor;
    }
}
