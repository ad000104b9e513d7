using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Mechanisms;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>The window that a convolution or pooling slides over a feature map, or over a sequence, which is a map of height 1.</summary>
internal sealed class Window(object kernelSize, object? stride, object padding, object? dilation = null, bool ceil = false, bool isLine = false)
{
    public (int Height, int Width) Kernel => Two(kernelSize, 1);

    public (int Height, int Width) Stride => Two(stride ?? kernelSize, 1);

    public (int Height, int Width) Padding => Two(padding, 0);

    public (int Height, int Width) Dilation => dilation is null ? (1, 1) : Two(dilation, 1);

    /// <summary>The kernel as a weight has it behind its channels.</summary>
    public int[] KernelSizes => isLine ? [Kernel.Width] : [Kernel.Height, Kernel.Width];

    /// <summary>Whether it looks along one direction of a map only.</summary>
    public bool IsSlit => !isLine && (Kernel.Height == 1) != (Kernel.Width == 1);

    /// <summary>The number of elements of the kernel.</summary>
    public int Taps => Kernel.Height * Kernel.Width;

    /// <summary>The shape after sliding over the height and width of <paramref name="x"/>.</summary>
    public Shape Slide(Shape x) => isLine ? Shape.Of(x.Channels, Slid(x).Width) : Shape.Of(x.Channels, Slid(x).Height, Slid(x).Width);

    /// <summary>The shape that slides to <paramref name="x"/>, as transposed convolutions make it.</summary>
    public Shape Spread(Shape x, (int Height, int Width) outputPadding) => Shape.Of(
        x.Channels,
        (x.Height - 1) * Stride.Height - 2 * Padding.Height + Reach.Height + outputPadding.Height,
        (x.Width - 1) * Stride.Width - 2 * Padding.Width + Reach.Width + outputPadding.Width);

    /// <summary>Why the window slides over something else.</summary>
    public Misfit? RankMisfit(Shape x) => isLine ? Rank.OfLine(x) : Rank.OfImage(x);

    /// <summary>Two sizes as signals see them, whose sequences extend in height.</summary>
    public (int Height, int Width) Along((int Height, int Width) sizes) => isLine ? (sizes.Width, sizes.Height) : sizes;

    /// <summary>The window as signals see it.</summary>
    public Plane Over(Field from, Field to)
    {
        var (kernel, stride, padding, dilation) = (Along(Kernel), Along(Stride), Along(Padding), Along(Dilation));
        return new(
            new(from.Height, to.Height, kernel.Height, stride.Height, padding.Height, dilation.Height),
            new(from.Width, to.Width, kernel.Width, stride.Width, padding.Width, dilation.Width));
    }

    /// <summary>What is wrong with the arguments by themselves.</summary>
    public Misfit? ArgumentMisfit => isLine
        ? LineMisfit(kernelSize, 1, "KernelSize") ?? (stride is null ? null : LineMisfit(stride, 1, "Stride")) ?? LineMisfit(padding, 0, "Padding") ?? (dilation is null ? null : LineMisfit(dilation, 1, "Dilation"))
        : !Sizes.IsOneOrTwo(kernelSize, 1) ? new ShapeMismatch($"needs a window of one or two sizes, each at least 1, but it is {Sizes.Shown(kernelSize)}") { Argument = "KernelSize" }
        : stride is not null && !Sizes.IsOneOrTwo(stride, 1) ? new ShapeMismatch($"needs one or two strides, each at least 1, but Stride is {Sizes.Shown(stride)}") { Argument = "Stride" }
        : !Sizes.IsOneOrTwo(padding, 0) ? new ShapeMismatch($"needs one or two paddings, each at least 0, but Padding is {Sizes.Shown(padding)}") { Argument = "Padding" }
        : dilation is not null && !Sizes.IsOneOrTwo(dilation, 1) ? new ShapeMismatch($"needs one or two dilations, each at least 1, but Dilation is {Sizes.Shown(dilation)}") { Argument = "Dilation" }
        : null;

    /// <summary>Why the window cannot slide over <paramref name="x"/>.</summary>
    /// <param name="x">The input.</param>
    /// <param name="mayPadWhole">Whether the padding may exceed half the window, as it may for convolutions.</param>
    public Misfit? Misfit(Shape x, bool mayPadWhole)
    {
        if ((RankMisfit(x) ?? ArgumentMisfit) is { } misfit)
            return misfit;
        if (!mayPadWhole && (2 * Padding.Height > Kernel.Height || 2 * Padding.Width > Kernel.Width))
            return new ShapeMismatch($"allows a padding of at most half the window {Shown(Kernel)}, but Padding is {Shown(Padding)}")
            {
                Argument = "Padding",
                Suggestion = Written((Math.Min(Padding.Height, Kernel.Height / 2), Math.Min(Padding.Width, Kernel.Width / 2))),
            };
        var (height, width) = Slid(x);
        return height < 1 || width < 1 ? Empty(x) : null;
    }

    /// <summary>The native calls of a convolution with this window and of its gradients.</summary>
    public IEnumerable<ConvolutionCall> Calls(int[] x, int[] weight, int[] y, bool hasBias, int groups) =>
        from purpose in (NativePurpose[])[NativePurpose.Result, NativePurpose.Parameters, NativePurpose.Input]
        select new ConvolutionCall(purpose, x, weight, y, hasBias, Listed(Stride), Listed(Padding), Listed(Dilation), groups) { OutputPadding = isLine ? [0] : [0, 0] };

    private int[] Listed((int Height, int Width) pair) => isLine ? [pair.Width] : [pair.Height, pair.Width];

    private EmptyFeatureMap Empty(Shape x)
    {
        var (height, width) = Size(x);
        var padding = (Height: SmallestPadding(Reach.Height, height, Padding.Height), Width: SmallestPadding(Reach.Width, width, Padding.Width));
        var kernel = (Height: LargestKernel(Kernel.Height, height, Padding.Height, Dilation.Height), Width: LargestKernel(Kernel.Width, width, Padding.Width, Dilation.Width));
        return new($"leaves nothing: a window of {(isLine ? $"{Reach.Width}" : $"{Reach.Height}x{Reach.Width}")} does not fit into the {(isLine ? "sequence" : "map")} {x}"
            + (Padding == (0, 0) ? "" : $" with padding {Shown(Padding)}"), Written(kernel))
        {
            Argument = "Padding",
            Suggestion = Written(padding),
            Advice = $"Padding = {Written(padding)} or a kernel of {Written(kernel)} fits",
        };
    }

    private (int Height, int Width) Reach => (Dilation.Height * (Kernel.Height - 1) + 1, Dilation.Width * (Kernel.Width - 1) + 1);

    private static int SmallestPadding(int reach, int size, int padding) => Math.Max((reach - size + 1) / 2, padding);

    private static int LargestKernel(int kernel, int size, int padding, int dilation) => Math.Min(kernel, (size + 2 * padding - 1) / dilation + 1);

    private static ShapeMismatch? LineMisfit(object value, int minimum, string argument) => value is int size && size >= minimum
        ? null
        : new ShapeMismatch($"needs a {argument} of at least {minimum}, but it is {Sizes.Shown(value)}") { Argument = argument };

    private (int Height, int Width) Two(object? value, int height) => isLine ? (height, Sizes.One(value)) : Sizes.Two(value);

    private (int Height, int Width) Size(Shape x) => isLine ? (1, x.Last) : (x.Height, x.Width);

    private (int Height, int Width) Slid(Shape x)
    {
        var (height, width) = Size(x);
        return (Positions(height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height), Positions(width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width));
    }

    private string Shown((int Height, int Width) pair) => isLine ? $"{pair.Width}" : Sizes.Text(pair);

    private string Written((int Height, int Width) pair) => isLine ? $"{pair.Width}" : pair.Height == pair.Width ? $"{pair.Height}" : $"new[] {{ {pair.Height}, {pair.Width} }}";

    private int Positions(int size, int kernel, int step, int pad, int spacing)
    {
        // In ceil mode a window may reach over the edge by less than a stride.
        var room = size + 2L * pad - (long)spacing * (kernel - 1) - 1 + (ceil ? step - 1 : 0);
        if (room < 0)
            return 0;
        var positions = room / step + 1;
        // PyTorch drops a last window that would begin in the padding on the far side.
        return (int)Math.Min(int.MaxValue, ceil && (positions - 1) * step >= (long)size + pad ? positions - 1 : positions);
    }
}
