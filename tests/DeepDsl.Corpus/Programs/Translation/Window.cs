using DeepDsl.Corpus.Programs.Keras;
using static DeepDsl.Corpus.Programs.Translation.AttributeText;

namespace DeepDsl.Corpus.Programs.Translation;

/// <summary>The window of a convolution or pooling, with Keras's padding by name.</summary>
internal sealed class Window(Facts facts, int[] map, int[] kernel, int[] stride, int[] dilation)
{
    private readonly string _padding = facts.Text("padding")?.ToLowerInvariant() ?? "valid";

    /// <summary>What makes a pooling reach over the edge.</summary>
    public const string Ceil = "CeilMode = true";

    private int Count => kernel.Length;

    private int Reach(int i) => dilation[i] * (kernel[i] - 1) + 1;

    public bool IsCausal => _padding == "causal";

    /// <summary>What a causal convolution pads in front.</summary>
    public int Lead => Reach(0) - 1;

    private bool IsSame => _padding switch
    {
        "same" => true,
        "valid" => false,
        _ => throw Inexpressible.Lacking($"padding '{_padding}' of {facts.Subject}"),
    };

    /// <summary>The sizes after the window, as Keras has them.</summary>
    public int[] Slid => [.. Enumerable.Range(0, Count).Select(i => IsCausal || IsSame ? Ceiling(map[i], stride[i]) : Math.Max(0, (map[i] - Reach(i) + stride[i]) / stride[i]))];

    /// <summary>The stride as an argument; null where it is <paramref name="usual"/>.</summary>
    public string? Stride(IReadOnlyList<int> usual) => stride.SequenceEqual(usual) ? null : $"Stride = {Sizes(stride)}";

    /// <summary>The padding of a convolution as an argument; null for none.</summary>
    public string? Padding => IsCausal || !IsSame ? null : Named("Padding", Symmetric, 0);

    /// <summary>The padding of a pooling as an argument; null for none.</summary>
    public string? PoolPadding => !IsSame || Totals.All(total => total == 0) ? null
        // A last window that reaches over the edge is what Keras pads for.
        : kernel.SequenceEqual(stride) ? Ceil
        : Padding;

    private int[] Totals => [.. Enumerable.Range(0, Count).Select(i => Math.Max(0, (Ceiling(Math.Max(1, map[i]), stride[i]) - 1) * stride[i] + Reach(i) - Math.Max(1, map[i])))];

    // Keras pads one element more behind than in front where the total is odd. One more on both sides shifts the window by one element, if there are as many positions.
    private int[] Symmetric => [.. Totals.Select((total, i) =>
    {
        var padding = (total + 1) / 2;
        return total % 2 == 0 || (map[i] + 2 * padding - Reach(i)) / stride[i] + 1 == Ceiling(map[i], stride[i])
            ? padding
            : throw new Inexpressible("'same' padding of an even window", $"Keras pads {facts.Subject} with an even window by {total - total / 2} behind and {total / 2} in front, and the language pads both sides alike.");
    })];

    private static int Ceiling(int size, int step) => (size + step - 1) / step;
}
