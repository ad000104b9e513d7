using DeepDsl;
using DeepDsl.Kernels;
using DeepDsl.Native;
using Runtime.Tests.Harness;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Gradients;

/// <summary>The gradient of a strided convolution's input, and the transposed convolution, by wide vectors against TorchSharp's.</summary>
[Collection(nameof(Alone))]
public sealed unsafe class TransposedConvolutionTests
{
    [Fact]
    public void It_equals_libtorchs_at_any_shape()
    {
        Assert.SkipUnless(System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated, "The processor has no vectors of 512 bits.");
        var before = get_num_threads();
        var random = new Random(1);
        for (var i = 0; i < 150; i++)
        {
            set_num_threads(1 + i % 2);
            int[] kernel = [random.Next(1, 8), random.Next(1, 8)], stride = [random.Next(1, 5), random.Next(1, 5)];
            int[] padding = [random.Next(0, kernel[0]), random.Next(0, kernel[1])], outputPadding = [random.Next(0, stride[0]), random.Next(0, stride[1])];
            int[] sizes = [random.Next(1, 20), random.Next(1, 40), random.Next(1, 12), random.Next(1, 12)];
            Check(sizes, new[] { 1, 6, 15, 16, 17, 32, 40, 48, 64, 70 }[i % 10], kernel, stride, padding, outputPadding, hasBias: i % 3 != 0);
        }
        Check([3, 64, 9, 8], 32, [3, 3], [2, 2], [1, 1], [1, 1], hasBias: false);
        Check([2, 64, 4, 4], 32, [4, 4], [2, 2], [1, 1], [0, 0], hasBias: true);
        set_num_threads(before);
    }

    [Fact]
    public void It_takes_float32_of_one_group_without_dilation()
    {
        Assert.SkipUnless(System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated, "The processor has no vectors of 512 bits.");
        var (x, weight, y) = (Image(ScalarType.Float32, 32, 8), Weight(32, 16), Image(ScalarType.Float32, 16, 16));
        Assert.True(TransposedConvolution.Suits(x, weight, y, (2, 2), (1, 1), 1));
        Assert.False(TransposedConvolution.Suits(x, weight, y, (1, 1), (1, 1), 1));
        Assert.False(TransposedConvolution.Suits(x, weight, y, (2, 2), (2, 1), 1));
        Assert.False(TransposedConvolution.Suits(x, weight, y, (2, 2), (1, 1), 2));
        Assert.False(TransposedConvolution.Suits(x, Weight(256, 256), y, (2, 2), (1, 1), 1));
        Assert.False(TransposedConvolution.Suits(Image(ScalarType.Float64, 32, 8), weight, y, (2, 2), (1, 1), 1));
    }

    private static void Check(int[] sizes, int channels, int[] kernel, int[] stride, int[] padding, int[] outputPadding, bool hasBias)
    {
        using var scope = NewDisposeScope();
        long Size(int axis) => (sizes[axis + 2] - 1) * stride[axis] - 2 * padding[axis] + kernel[axis] + outputPadding[axis];
        if (Size(0) < 1 || Size(1) < 1)
            return;
        var (x, weight) = (Tensors.Normal(1, [sizes[0], sizes[2], sizes[3], sizes[1]]), Tensors.Normal(2, [sizes[1], channels, kernel[0], kernel[1]]));
        var bias = hasBias ? Tensors.Normal(3, [channels]) : null;
        var expected = nn.functional.conv_transpose2d(x.permute(0, 3, 1, 2), weight, bias, [stride[0], stride[1]], [padding[0], padding[1]], [outputPadding[0], outputPadding[1]]);
        var y = empty([sizes[0], Size(0), Size(1), channels]).fill_(double.NaN);
        var (small, kernels, large) = (Slots.OverMaps(x), Slots.Over(weight), Slots.OverMaps(y));
        new TransposedConvolution(small, kernels, large, (stride[0], stride[1]), (padding[0], padding[1])).Run(kernels, bias is null ? null : Slots.Over(bias), (float*)large.Pointer);
        var what = $"of [{string.Join(", ", sizes)}] to {channels} by [{string.Join(", ", kernel)}], stride [{string.Join(", ", stride)}], padding [{string.Join(", ", padding)}], output padding [{string.Join(", ", outputPadding)}]";
        Tensors.Near(expected.permute(0, 2, 3, 1), y, 1e-5, $"The result {what}");

        var image = zeros(y.shape).permute(0, 3, 1, 2).requires_grad_(true);
        var result = nn.functional.conv2d(image, weight, null, [stride[0], stride[1]], [padding[0], padding[1]]);
        var upstream = Tensors.Normal(4, [sizes[0], result.size(2), result.size(3), sizes[1]]);
        (result * upstream.permute(0, 3, 1, 2)).sum().backward();
        y.fill_(double.NaN);
        new TransposedConvolution(Slots.OverMaps(upstream), kernels, large, (stride[0], stride[1]), (padding[0], padding[1])).Run(kernels, null, (float*)large.Pointer);
        Tensors.Near(image.grad!.permute(0, 2, 3, 1), y, 1e-5, $"The gradient {what}");
    }

    private static Slot Image(ScalarType type, long channels, long size) => new("", [1, channels, size, size], Layout.ChannelsLast, type);

    private static Slot Weight(long channels, long outChannels) => new("", [channels, outChannels, 3, 3], Layout.Contiguous, ScalarType.Float32);
}
