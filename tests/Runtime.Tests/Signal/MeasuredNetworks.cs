namespace Runtime.Tests.Signal;

/// <summary>Small networks that between them have every kind of rule.</summary>
internal static class MeasuredNetworks
{
    /// <summary>By name: the loss, the input, the target (classes, <c>real</c> or <c>bit</c>, then its sizes; or <c>none</c>) and members.</summary>
    public static IReadOnlyDictionary<string, (string Loss, string Input, string Target, string Members)> All { get; } = new Dictionary<string, (string, string, string, string)>
    {
        ["Perceptron"] = ("CrossEntropyLoss", "64", "10", """
            [Linear(128), ReLU, Linear(128), ReLU, Linear(128), ReLU, Linear(10)] public partial Node Y { get; }
            """),
        ["Regression"] = ("MSELoss", "64", "real 32", """
            [Linear(128), Tanh, Dropout(0.2), Linear(128), Tanh, Linear(32)] public partial Node Y { get; }
            """),
        ["WeighedClasses"] = ("CrossEntropyLoss(ClassWeights = new double[] { 1, 1, 20, 1, 1, 0.1, 1, 5, 1, 1 })", "64", "10", """
            [Linear(128), ReLU, Linear(128), ReLU, Linear(128), ReLU, Linear(10)] public partial Node Y { get; }
            """),
        ["WeighedPixels"] = ("CrossEntropyLoss(ClassWeights = new double[] { 1, 8, 0.2 })", "3, 16, 16", "3 16 16", """
            [Conv2d(32, 3, Padding = 1), ReLU, Conv2d(32, 3, Padding = 1), ReLU, Conv2d(3, 1)] public partial Node Y { get; }
            """),
        ["WeighedLikelihoods"] = ("NLLLoss(ClassWeights = new double[] { 1, 12, 0.2, 1 })", "64", "4", """
            [Linear(128), Tanh, Linear(128), Tanh, Linear(4)] public partial Node Y { get; }
            """),
        ["WeighedTags"] = ("BCEWithLogitsLoss(PosWeight = new double[] { 10, 1, 30, 1, 5, 0.1, 1, 1 })", "64", "bit 8", """
            [Linear(128), GELU, Linear(128), GELU, Linear(8)] public partial Node Y { get; }
            """),
        ["RareAnswer"] = ("BCEWithLogitsLoss(PosWeight = new[] { 50.0 })", "64", "bit 1", """
            [Linear(128), ReLU, Linear(128), ReLU, Linear(1)] public partial Node Y { get; }
            """),
        ["Tags"] = ("BCEWithLogitsLoss", "64", "bit 8", """
            [Linear(128), GELU, Linear(128), GELU, Linear(8)] public partial Node Y { get; }
            """),
        ["Probabilities"] = ("BCELoss", "64", "bit 8", """
            [Linear(128), ELU, LayerNorm, Linear(128), ELU, Linear(8), Sigmoid] public partial Node Y { get; }
            """),
        ["Pooled"] = ("CrossEntropyLoss", "3, 32, 32", "10", """
            [Conv2d(64, 3, Padding = 1), ReLU, MaxPool2d(2), Conv2d(64, 3, Padding = 1), ReLU, MaxPool2d(2)] public partial Node F { get; }
            [Conv2d(64, 3, Padding = 1), ReLU, AdaptiveAvgPool2d(1), Flatten, Linear(10)] public partial Node Y { get; }
            """),
        ["Inception"] = ("CrossEntropyLoss", "3, 16, 16", "10", """
            [Conv2d(64, 3, Padding = 1), ReLU] public partial Node S { get; }
            [Conv2d(32, 1), ReLU] public partial Node A { get; }
            [From(nameof(S)), Conv2d(32, 3, Padding = 1), ReLU] public partial Node B { get; }
            [From(nameof(S)), MaxPool2d(3, Stride = 1, Padding = 1), Conv2d(32, 1), ReLU] public partial Node C { get; }
            [From(nameof(A)), Concat(nameof(B), nameof(C)), MaxPool2d(2), Conv2d(64, 3, Padding = 1), ReLU, AvgPool2d(3, Stride = 1), Flatten, Linear(10)]
            public partial Node Y { get; }
            """),
        ["Normalized"] = ("CrossEntropyLoss", "3, 16, 16", "10", """
            [Conv2d(64, 3, Padding = 1), BatchNorm2d, SiLU, Conv2d(64, 3, Padding = 1), GroupNorm(8), SiLU] public partial Node F { get; }
            [Conv2d(64, 3, Padding = 1), InstanceNorm2d, SiLU, Conv2d(64, 3, Padding = 1), LayerNorm(Dims = 3), SiLU, Flatten, Linear(10)] public partial Node Y { get; }
            """),
        ["Recalibrated"] = ("CrossEntropyLoss", "3, 16, 16", "10", """
            [Conv2d(64, 3, Padding = 1), BatchNorm2d, ReLU] public partial Node F { get; }
            [AdaptiveAvgPool2d(1), Conv2d(64, 1), ReLU, Conv2d(64, 1), Sigmoid] public partial Node Gate { get; }
            [Multiply(nameof(F)), Conv2d(64, 3, Padding = 1), ReLU, AdaptiveAvgPool2d(1), Flatten, Linear(10)] public partial Node Y { get; }
            """),
        ["Language"] = ("CrossEntropyLoss", "16, DType = DType.Int64", "50 16", """
            [Embedding(50, 64), PositionalEmbedding(16)] public partial Node E { get; }
            [LayerNorm, MultiheadAttention(4, Causal = true), Residual(nameof(E))] public partial Node H1 { get; }
            [LayerNorm, Linear(256), GELU, Linear(64), Residual(nameof(H1))] public partial Node B1 { get; }
            [LayerNorm, MultiheadAttention(4, Causal = true), Residual(nameof(B1))] public partial Node H2 { get; }
            [LayerNorm, Linear(256), GELU, Linear(64), Residual(nameof(H2)), LayerNorm, Linear(50)] public partial Node Y { get; }
            """),
        ["Patches"] = ("CrossEntropyLoss", "3, 16, 16", "10", """
            [Conv2d(64, 4, Stride = 4), Flatten(2), Transpose(1, 2)] public partial Node P { get; }
            [Mean(1), Linear(64), Reshape(1, 64)] public partial Node Class { get; }
            [Concat(nameof(P), Dim = 1), PositionalEmbedding(17)] public partial Node B { get; }
            [LayerNorm, MultiheadAttention(4), Residual(nameof(B))] public partial Node H { get; }
            [LayerNorm, Linear(256), GELU, Linear(64), Residual(nameof(H)), LayerNorm, Select(1, 0), Linear(10)] public partial Node Y { get; }
            """),
        ["Sequence"] = ("CrossEntropyLoss", "8, 64", "10", """
            [Linear(128), BatchNorm1d, ReLU, LayerNorm(Dims = 2), Linear(64), Softplus, GroupNorm(4), Flatten, Linear(64), Sine(1), Linear(10)]
            public partial Node Y { get; }
            """),
        ["LastState"] = ("CrossEntropyLoss", "20, 32", "10", """
            [LSTM(64)] public partial Node H { get; }
            [Select(1, -1), Linear(10)] public partial Node Y { get; }
            """),
        ["LastGatedState"] = ("CrossEntropyLoss", "20, 32", "10", """
            [GRU(64)] public partial Node H { get; }
            [Select(1, -1), Linear(10)] public partial Node Y { get; }
            """),
        ["Tagger"] = ("CrossEntropyLoss", "16, DType = DType.Int64", "50 16", """
            [Embedding(50, 64)] public partial Node E { get; }
            [LSTM(128), LSTM(96)] public partial Node H { get; }
            [Linear(50)] public partial Node Y { get; }
            """),
        ["BothWays"] = ("CrossEntropyLoss", "24, 32", "10", """
            [Linear(64), Tanh] public partial Node E { get; }
            [GRU(64)] public partial Node Forth { get; }
            [From(nameof(E)), GRU(64, Reverse = true)] public partial Node Back { get; }
            [From(nameof(Forth)), Concat(nameof(Back), Dim = 2), LSTM(64), Mean(1), Linear(10)] public partial Node Y { get; }
            """),
        ["TorchsOwn"] = ("MSELoss", "12, 32", "real 10", """
            [LSTM(64, WeightInit = Initializer.TorchDefault, BiasInit = Initializer.TorchDefault), Select(1, -1), Linear(10)] public partial Node Y { get; }
            """),
        ["Strided"] = ("CrossEntropyLoss", "3, 15, 15", "10", """
            [Conv2d(64, 3, Stride = 2), ReLU, AvgPool2d(3, Stride = 2, Padding = 1), Conv2d(64, new[] { 1, 3 }), LeakyReLU(0.2)] public partial Node F { get; }
            [AdaptiveAvgPool2d(new[] { 3, 2 }), Hardswish, Flatten, Dropout(0.5), Linear(10)] public partial Node Y { get; }
            """),
        ["Variational"] = ("KLNormalLoss(nameof(Variational.Mu), nameof(Variational.LogVar)), MSELoss(nameof(Variational.Y), Target = nameof(Variational.X))", "64", "none", """
            [Linear(128), ReLU] public partial Node H { get; }
            [Linear(32)] public partial Node Mu { get; }
            [From(nameof(H)), Linear(32), Output] public partial Node LogVar { get; }
            [From(nameof(Mu)), Linear(128), ReLU, Linear(64)] public partial Node Y { get; }
            """),
        ["Gated"] = ("CrossEntropyLoss", "64", "10", """
            [Linear(128)] public partial Node H { get; }
            [Linear(256), SiLU] public partial Node G { get; }
            [From(nameof(H)), Linear(256), Multiply(nameof(G)), Linear(128), RMSNorm, Linear(10)] public partial Node Y { get; }
            """),
        ["Generator"] = ("MSELoss", "64", "real 8 8 8", """
            [Linear(1024), ReLU, Reshape(64, 4, 4), ConvTranspose2d(64, 4, Stride = 2, Padding = 1), BatchNorm2d, ReLU] public partial Node U { get; }
            [AvgPool2d(2), Upsample(2), Conv2d(64, 3, Padding = 1), ReLU, Conv2d(8, 1)] public partial Node Y { get; }
            """),
        ["Convnext"] = ("CrossEntropyLoss", "3, 16, 16", "10", """
            [Conv2d(64, 4, Stride = 4)] public partial Node B { get; }
            [Conv2d(64, 3, Padding = 1, Groups = 64), Permute(0, 2, 3, 1), LayerNorm, Linear(256), GELU, Linear(64), Permute(0, 3, 1, 2), Residual(nameof(B))]
            public partial Node C { get; }
            [AdaptiveAvgPool2d(1), Flatten, LayerNorm, Linear(10)] public partial Node Y { get; }
            """),
        ["Selfnormalizing"] = ("CrossEntropyLoss", "64", "10", $$"""
            [{{string.Concat(Enumerable.Repeat("Linear(128), SELU, ", 10))}}Linear(10)] public partial Node Y { get; }
            """),
        ["Vanishing"] = ("CrossEntropyLoss", "64", "10", $$"""
            [{{string.Concat(Enumerable.Repeat("Linear(128), Sigmoid, ", 6))}}Linear(10)] public partial Node Y { get; }
            """),
        ["Loud"] = ("MSELoss", "64", "real 10", $$"""
            [{{string.Concat(Enumerable.Repeat("Linear(128, WeightInit = Initializer.Normal, WeightStd = 0.3), ReLU, ", 4))}}Linear(10)] public partial Node Y { get; }
            """),
        ["Stream"] = ("CrossEntropyLoss", "64", "10", $$"""
            [Linear(128)] public partial Node R0 { get; }
            {{string.Join("\n", Enumerable.Range(0, 8).Select(i => $"[ReLU, Linear(128), ReLU, Linear(128), Residual(nameof(R{i}))] public partial Node R{i + 1} {{ get; }}"))}}
            [ReLU, Linear(10)] public partial Node Y { get; }
            """),
    };
}
