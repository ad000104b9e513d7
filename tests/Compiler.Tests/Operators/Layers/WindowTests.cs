using System.Globalization;
using CsCheck;
using DeepDsl.Compiler.Operators.Layers;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

/// <summary>Every window against a count of its positions, one by one.</summary>
public sealed class WindowTests
{
    // Only pooling counts in ceil mode: it has no dilation, and pads by half its window at most.
    private static readonly Gen<(int Size, int Kernel, int Stride, int Padding, int Dilation, bool Ceil)> Windows =
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 8], Gen.Int[1, 5], Gen.Int[0, 4], Gen.Int[1, 3], Gen.Bool,
            (size, kernel, stride, padding, dilation, ceil) => ceil ? (size, kernel, stride, Math.Min(padding, kernel / 2), 1, true) : (size, kernel, stride, padding, dilation, false));

    [Fact]
    public void Slides_to_as_many_positions_as_can_be_counted() => Windows.Sample(window =>
    {
        var (size, kernel, stride, padding, dilation, ceil) = window;
        var slid = new Window(kernel, stride, padding, dilation, ceil).Slide($"(1, {size}, {size})".Shape());
        return slid.Height == Counted(window) && slid.Width == slid.Height;
    }, iter: 2000);

    [Fact]
    public void What_an_empty_map_is_offered_fits() => Windows.Sample(drawn =>
    {
        var (size, kernel, stride, padding, dilation, ceil) = drawn;
        var input = $"(1, {size}, {size})".Shape();
        var window = new Window(kernel, stride, padding, dilation, ceil);
        if (window.Misfit(input, mayPadWhole: true) is not EmptyFeatureMap misfit)
            return true;
        var padded = new Window(kernel, stride, int.Parse(misfit.Suggestion!, CultureInfo.InvariantCulture), dilation, ceil);
        var smaller = new Window(int.Parse(misfit.KernelSize, CultureInfo.InvariantCulture), stride, padding, dilation, ceil);
        return padded.Misfit(input, mayPadWhole: true) is null && smaller.Misfit(input, mayPadWhole: true) is null;
    }, iter: 2000);

    // Without ceil mode a window must end within the padding; with it, it may end one stride beyond, but must begin before the padding on the far side.
    private static int Counted((int Size, int Kernel, int Stride, int Padding, int Dilation, bool Ceil) window)
    {
        var (size, kernel, stride, padding, dilation, ceil) = window;
        var count = 0;
        for (var start = -padding; ; start += stride)
        {
            var end = start + dilation * (kernel - 1);
            var fits = ceil ? end - (stride - 1) < size + padding && start < size : end < size + padding;
            if (!fits)
                return count;
            count++;
        }
    }
}
