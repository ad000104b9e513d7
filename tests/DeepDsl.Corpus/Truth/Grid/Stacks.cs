namespace DeepDsl.Corpus.Truth.Grid;

/// <summary>All models that are trained. The grid was chosen before the first of them was, and stays as it is whatever comes out.</summary>
internal static class Stacks
{
    private static readonly int[] Depths = [6, 12, 20, 30, 50];
    private static readonly string[] Activations = ["Sigmoid", "Tanh", "ReLU", "LeakyReLU", "GELU"];

    private static readonly Start Auto = new("Auto", "");
    private static readonly Start Xavier = new("Xavier", ", WeightInit = Initializer.XavierNormal");
    private static readonly Start TorchDefault = new("TorchDefault", ", WeightInit = Initializer.TorchDefault, BiasInit = Initializer.TorchDefault");
    private static readonly Start Small = new("N(0, .01)", ", WeightInit = Initializer.Normal, WeightStd = 0.01");

    private static readonly Start[] Starts =
    [
        Auto, new("Kaiming", ", WeightInit = Initializer.KaimingNormal"), Xavier, TorchDefault, Small,
        new("N(0, 1)", ", WeightInit = Initializer.Normal, WeightStd = 1"),
        new("Orthogonal", ", WeightInit = Initializer.Orthogonal"),
        new("Zeros", ", WeightInit = Initializer.Zeros"),
    ];

    // The learning rates around the usual one, of which the best counts: a model fails if it trains with none of them.
    private static readonly Optimizer[] Optimizers =
    [
        new("SGD", "SGD(0.1)", [0.1, 0.5, 0.02]),
        new("momentum", "SGD(0.02, Momentum = 0.9)", [0.02, 0.1, 0.002]),
        new("Adam", "Adam(1e-3)", [1e-3, 5e-3, 2e-4]),
        new("AdamW", "AdamW(1e-3)", [1e-3, 5e-3, 2e-4]),
    ];

    /// <summary>Plain stacks with every initializer, stacks with norms and skip connections, and small convolutional ones; optimizers take turns.</summary>
    public static IReadOnlyList<Stack> All { get; } = [.. Plain(), .. Aided(), .. Convolutional()];

    private static IEnumerable<Stack> Plain() =>
        from activation in Activations.Index()
        from start in Starts.Index()
        from depth in Depths.Index()
        select new Stack(false, depth.Item, activation.Item, start.Item, null, false, Turn(activation.Index + start.Index + depth.Index));

    private static IEnumerable<Stack> Aided() =>
        from activation in Activations.Index()
        from aid in ((string? Norm, bool IsResidual)[])[("BatchNorm1d", false), ("LayerNorm", false), (null, true), ("BatchNorm1d", true), ("LayerNorm", true)]
        from depth in Depths.Index()
        select new Stack(false, depth.Item, activation.Item, depth.Index % 2 == 0 ? Auto : TorchDefault, aid.Norm, aid.IsResidual, Turn(activation.Index + depth.Index + (aid.Norm?.Length ?? 0)));

    private static IEnumerable<Stack> Convolutional() =>
        from norm in (string?[])[null, "BatchNorm2d"]
        from activation in ((string[])["ReLU", "Tanh"]).Index()
        from start in ((Start[])[Auto, Xavier, TorchDefault, Small]).Index()
        from depth in ((int[])[6, 12, 20]).Index()
        where norm is null || (activation.Index == 0 && start.Index % 2 == 0)
        select new Stack(true, depth.Item, activation.Item, start.Item, norm, false, Turn(activation.Index + start.Index + depth.Index));

    private static Optimizer Turn(int number) => Optimizers[number % Optimizers.Length];
}
