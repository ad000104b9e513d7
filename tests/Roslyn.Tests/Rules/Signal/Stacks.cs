namespace Roslyn.Tests.Rules.Signal;

/// <summary>Networks of one layer many times.</summary>
internal static class Stacks
{
    /// <summary>A classifier trained by SGD.</summary>
    /// <param name="layer">The layer with its brackets left out.</param>
    /// <param name="activation">What follows every layer but the last.</param>
    /// <param name="depth">The number of layers, the last one included.</param>
    /// <param name="marked">Which layer is marked; none below zero.</param>
    public static string Stack(string layer, string activation, int depth, int marked = -1) => $$"""
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [{{string.Join(", ", Enumerable.Range(0, depth - 1).Select(i => $"{(i == marked ? $"[|{layer}|]" : layer)}, {activation}"))}}] public partial Node H { get; }
            [Linear(10)] public partial Node Logits { get; }
        }

        """;

    /// <summary>A classifier of one block many times, trained by SGD.</summary>
    /// <param name="operators">The block.</param>
    /// <param name="repeat">How often it is repeated.</param>
    /// <param name="head">What follows.</param>
    public static string Blocks(string operators, int repeat, string head = "Linear(10)") => $$"""
        using DeepDsl;

        [Block]
        public partial class Layer
        {
            [Input] public partial Node X { get; }
            [{{operators}}] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Use<Layer>(Repeat = {{repeat}})] public partial Node Stack { get; }
            [{{head}}] public partial Node Logits { get; }
        }

        """;
}
