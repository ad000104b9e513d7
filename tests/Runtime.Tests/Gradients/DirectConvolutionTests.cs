using DeepDsl;
using DeepDsl.Kernels;
using DeepDsl.Native;
using Runtime.Tests.Harness;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Gradients;

/// <summary>The convolution of few channels by wide vectors against TorchSharp's.</summary>
[Collection(nameof(Alone))]
public sealed unsafe class DirectConvolutionTests
{
    [Fact]
    public void It_equals_libtorchs_at_any_shape()
    {
        Assert.SkipUnless(System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated, "The processor has no vectors of 512 bits.");
        var before = get_num_threads();
        var random = new Random(1);
        for (var i = 0; i < 120; i++)
        {
            set_num_threads(1 + i % 2);
            int[] kernel = [random.Next(1, 8), random.Next(1, 8)], stride = [random.Next(1, 4), random.Next(1, 4)], padding = [random.Next(0, 4), random.Next(0, 4)];
            int[] sizes = [random.Next(1, 40), random.Next(1, 5), kernel[0] + random.Next(0, 20), kernel[1] + random.Next(0, 20)];
            Check(sizes, new[] { 1, 6, 15, 16, 17, 32, 40, 48, 64, 70 }[i % 10], kernel, stride, padding, hasBias: i % 3 != 0);
        }
        Check([3, 3, 64, 64], 64, [7, 7], [2, 2], [3, 3], hasBias: true);
        // More channels, as inference has them.
        Check([2, 33, 5, 6], 48, [3, 3], [1, 1], [1, 1], hasBias: true);
        Check([1, 16, 9, 9], 70, [1, 1], [2, 2], [0, 0], hasBias: false);
        Check([1, 64, 2, 2], 32, [3, 3], [1, 1], [1, 1], hasBias: true);
        set_num_threads(before);
    }

    private static void Check(int[] sizes, int channels, int[] kernel, int[] stride, int[] padding, bool hasBias)
    {
        using var scope = NewDisposeScope();
        var (n, c, h, w) = (sizes[0], sizes[1], sizes[2], sizes[3]);
        var (x, weight) = (Tensors.Normal(1, [n, h, w, c]), Tensors.Normal(2, [channels, c, kernel[0], kernel[1]]));
        var bias = hasBias ? Tensors.Normal(3, [channels]) : null;
        weight.requires_grad = true;
        var expected = nn.functional.conv2d(x.permute(0, 3, 1, 2), weight, bias, [stride[0], stride[1]], [padding[0], padding[1]]);
        var gradient = Tensors.Normal(4, [n, expected.size(2), expected.size(3), channels]);
        (expected * gradient.permute(0, 3, 1, 2)).sum().backward();

        var (y, gradWeight) = (empty_like(gradient).fill_(double.NaN), zeros(weight.shape));
        var (kernels, shift) = (Slots.Over(weight), bias is null ? null : Slots.Over(bias));
        var direct = new DirectConvolution(Slots.OverMaps(x), kernels, (stride[0], stride[1]), (padding[0], padding[1]));
        direct.Forward(kernels, shift, Slots.OverMaps(y), new ReLUFunction());
        direct.BackwardWeight((float*)LibTorch.DataPointer(gradient.Handle), (float*)LibTorch.DataPointer(gradWeight.Handle));
        var what = $"of [{string.Join(", ", sizes)}] by {channels} x [{string.Join(", ", kernel)}], stride [{string.Join(", ", stride)}], padding [{string.Join(", ", padding)}]";
        Tensors.Near(expected.relu().permute(0, 2, 3, 1), y, 1e-5, $"The result {what}");
        Tensors.Near(weight.grad!, gradWeight, 1e-5, $"The gradient {what}");

        if (expected.size(2) < 2 || expected.size(3) < 3)
            return;
        var pooled = nn.functional.max_pool2d(expected.relu(), [2, 3], [1, 2]).permute(0, 2, 3, 1);
        var maxima = empty(pooled.shape).fill_(double.NaN);
        var arranged = new float[direct.ArrangedCount];
        fixed (float* place = arranged)
        {
            direct.Arrange(kernels, shift, place);
            direct.Maxima(place, Slots.OverMaps(maxima), new ReLUFunction(), new((2, 3), (1, 2), (0, 0)));
        }
        Tensors.Near(pooled, maxima, 1e-5, $"The maxima {what}");
    }
}
