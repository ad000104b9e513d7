using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Mechanisms;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>The window that a convolution or pooling slides over a feature map.</summary>
internal sealed class Window(object kernelSize, object? stride, object padding, object? dilation = null, bool ceil = false)
{
    public (int Height, int Width) Kernel => Sizes.Two(kernelSize);

    public (int Height, int Width) Stride => Sizes.Two(stride ?? kernelSize);

    public (int Height, int Width) Padding => Sizes.Two(padding);

    public (int Height, int Width) Dilation => dilation is null ? (1, 1) : Sizes.Two(dilation);

    /// <summary>The shape after sliding over the height and width of <paramref name="x"/>.</summary>
    public Shape Slide(Shape x) => Shape.Of(
        x.Channels,
        Positions(x.Height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height),
        Positions(x.Width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width));

    /// <summary>The shape that slides to <paramref name="x"/>, as transposed convolutions make it.</summary>
    public Shape Spread(Shape x, (int Height, int Width) outputPadding) => Shape.Of(
        x.Channels,
        (x.Height - 1) * Stride.Height - 2 * Padding.Height + Reach.Height + outputPadding.Height,
        (x.Width - 1) * Stride.Width - 2 * Padding.Width + Reach.Width + outputPadding.Width);

    /// <summary>The window as signals see it.</summary>
    public Plane Over(Field from, Field to) => new(
        new(from.Height, to.Height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height),
        new(from.Width, to.Width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width));

    /// <summary>What is wrong with the arguments by themselves.</summary>
    public Misfit? ArgumentMisfit =>
        !Sizes.IsOneOrTwo(kernelSize, 1) ? new ShapeMismatch($"needs a window of one or two sizes, each at least 1, but it is {Sizes.Shown(kernelSize)}") { Argument = "KernelSize" }
        : stride is not null && !Sizes.IsOneOrTwo(stride, 1) ? new ShapeMismatch($"needs one or two strides, each at least 1, but Stride is {Sizes.Shown(stride)}") { Argument = "Stride" }
        : !Sizes.IsOneOrTwo(padding, 0) ? new ShapeMismatch($"needs one or two paddings, each at least 0, but Padding is {Sizes.Shown(padding)}") { Argument = "Padding" }
        : dilation is not null && !Sizes.IsOneOrTwo(dilation, 1) ? new ShapeMismatch($"needs one or two dilations, each at least 1, but Dilation is {Sizes.Shown(dilation)}") { Argument = "Dilation" }
        : null;

    /// <summary>Why the window cannot slide over <paramref name="x"/>.</summary>
    /// <param name="x">The input.</param>
    /// <param name="mayPadWhole">Whether the padding may exceed half the window, as it may for convolutions.</param>
    public Misfit? Misfit(Shape x, bool mayPadWhole)
    {
        if (!x.IsImage)
            return new ShapeMismatch($"needs an input (channels, height, width), but gets {x}");
        if (ArgumentMisfit is { } misfit)
            return misfit;
        if (!mayPadWhole && (2 * Padding.Height > Kernel.Height || 2 * Padding.Width > Kernel.Width))
            return new ShapeMismatch($"allows a padding of at most half the window {Sizes.Text(Kernel)}, but Padding is {Sizes.Text(Padding)}")
            {
                Argument = "Padding",
                Suggestion = Written((Math.Min(Padding.Height, Kernel.Height / 2), Math.Min(Padding.Width, Kernel.Width / 2))),
            };
        var y = Slide(x);
        return y.Height < 1 || y.Width < 1 ? Empty(x) : null;
    }

    private EmptyFeatureMap Empty(Shape x)
    {
        var padding = (Height: SmallestPadding(Reach.Height, x.Height, Padding.Height), Width: SmallestPadding(Reach.Width, x.Width, Padding.Width));
        var kernel = (Height: LargestKernel(Kernel.Height, x.Height, Padding.Height, Dilation.Height), Width: LargestKernel(Kernel.Width, x.Width, Padding.Width, Dilation.Width));
        return new($"leaves nothing: a window of {Reach.Height}x{Reach.Width} does not fit into the map {x}"
            + (Padding == (0, 0) ? "" : $" with padding {Sizes.Text(Padding)}"), Written(kernel))
        {
            Argument = "Padding",
            Suggestion = Written(padding),
            Advice = $"Padding = {Written(padding)} or a kernel of {Written(kernel)} fits",
        };
    }

    private (int Height, int Width) Reach => (Dilation.Height * (Kernel.Height - 1) + 1, Dilation.Width * (Kernel.Width - 1) + 1);

    private static int SmallestPadding(int reach, int size, int padding) => Math.Max((reach - size + 1) / 2, padding);

    private static int LargestKernel(int kernel, int size, int padding, int dilation) => Math.Min(kernel, (size + 2 * padding - 1) / dilation + 1);

    private static string Written((int Height, int Width) pair) => pair.Height == pair.Width ? $"{pair.Height}" : $"new[] {{ {pair.Height}, {pair.Width} }}";

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
