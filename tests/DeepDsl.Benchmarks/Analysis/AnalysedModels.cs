namespace DeepDsl.Benchmarks.Analysis;

/// <summary>Sources of large models, each with one size to change, as typing does.</summary>
internal static class AnalysedModels
{
    private const string ResNet50 = """
        using DeepDsl;
        [Block]
        public partial class Bottleneck
        {
            [Hyper] public partial int Width { get; }
            [Hyper(1)] public partial int Stride { get; }
            public int Out => 4 * Width;
            [Input] public partial Node X { get; }
            [Conv2d(nameof(Width), 1, Bias = false), BatchNorm2d, ReLU, Conv2d(nameof(Width), 3, Stride = nameof(Stride), Padding = 1, Bias = false), BatchNorm2d, ReLU,
             Conv2d(nameof(Out), 1, Bias = false), BatchNorm2d, Residual(nameof(X), Projection = Projection.Conv1x1BatchNorm), ReLU]
            public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1, Momentum = 0.9)]
        public partial class ResNet50
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm2d, ReLU, MaxPool2d(3, Stride = 2, Padding = 1)] public partial Node Stem { get; }
            [Use<Bottleneck>(64, Repeat = 3)] public partial Node Layer1 { get; }
            [Use<Bottleneck>(128, new[] { 2, 1, 1, 1 })] public partial Node Layer2 { get; }
            [Use<Bottleneck>(256, new[] { 2, 1, 1, 1, 1, 1 })] public partial Node Layer3 { get; }
            [Use<Bottleneck>(512, new[] { 2, 1, 1 })] public partial Node Layer4 { get; }
            [AdaptiveAvgPool2d(1), Flatten, Linear(SIZE)] public partial Node Logits { get; }
        }
        """;

    public static IReadOnlyList<(string Name, double GoalMilliseconds, Func<int, string> Source)> List { get; } =
    [
        ("100 linear layers", 50, size => Deep(100, size)),
        ("ResNet-50", 100, size => ResNet50.Replace("SIZE", $"{size}")),
    ];

    private static string Deep(int layers, int size) => $$"""
        using DeepDsl;
        [Model, CrossEntropyLoss, AdamW(1e-3)]
        public partial class Deep
        {
            [Input({{size}})] public partial Node X { get; }
            {{string.Join("\n    ", Enumerable.Range(1, layers - 1).Select(layer => $"[Linear(64), LayerNorm, ReLU] public partial Node Layer{layer} {{ get; }}"))}}
            [Linear(10)] public partial Node Logits { get; }
        }
        """;
}
