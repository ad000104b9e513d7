namespace Compiler.Tests.Signal.Gains;

/// <summary>Networks in which the activation alone does not tell how weights should start. A <c>%</c> stands where a layer's initializer can be written.</summary>
internal static class GainNetworks
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["ReLU, 20 layers"] = Perceptron("Linear(128%), ReLU, ", 20),
        ["tanh, 20 layers"] = Perceptron("Linear(128%), Tanh, ", 20),
        ["sigmoid, 8 layers"] = Perceptron("Linear(128%), Sigmoid, ", 8),
        ["GELU, 10 layers"] = Perceptron("Linear(128%), GELU, ", 10),
        ["GELU, 40 layers"] = Perceptron("Linear(128%), GELU, ", 40),
        ["SiLU, 10 layers"] = Perceptron("Linear(128%), SiLU, ", 10),
        ["SiLU, 40 layers"] = Perceptron("Linear(128%), SiLU, ", 40),
        ["Hardswish, 20 layers"] = Perceptron("Linear(128%), Hardswish, ", 20),
        ["ReLU with dropout 0.3, 20 layers"] = Perceptron("Linear(128%), ReLU, Dropout(0.3), ", 20),
        ["tanh with dropout 0.3, 20 layers"] = Perceptron("Linear(128%), Tanh, Dropout(0.3), ", 20),
        ["GELU with dropout 0.1, 20 layers"] = Perceptron("Linear(128%), GELU, Dropout(0.1), ", 20),
        ["gated by sigmoid, 12 blocks"] = Gated("Sigmoid", 12),
        ["gated by SiLU, 12 blocks"] = Gated("SiLU", 12),
        ["VGG16"] = Pictures(32, 10, string.Concat(new[] { 2, 2, 3, 3, 3 }.Select(layers => string.Concat(Enumerable.Repeat("Conv2d(64%, 3, Padding = 1), ReLU, ", layers)) + "MaxPool2d(2), ")), "Flatten, Linear(128%), ReLU, Dropout(0.5), "),
        ["SiLU with average pooling"] = Pictures(32, 10, string.Concat(Enumerable.Repeat("Conv2d(64%, 3, Padding = 1), SiLU, Conv2d(64%, 3, Padding = 1), SiLU, AvgPool2d(2), ", 4)), "Flatten, "),
        ["convolutions on small maps, 20 layers"] = Pictures(4, 10, string.Concat(Enumerable.Repeat("Conv2d(64%, 3, Padding = 1), ReLU, ", 20)), "Flatten, "),
        ["residual, ReLU, 24 blocks"] = Skips("ReLU, Linear(128%), ReLU, Linear(128%)", 24),
        ["residual, GELU, 24 blocks"] = Skips("Linear(256%), GELU, Linear(128%)", 24),
        ["residual, activation last, 24 blocks"] = Skips("Linear(128%), ReLU", 24),
        ["ResNet without norm"] = "[CrossEntropyLoss] class Net [Input(3, 32, 32)] X [Conv2d(64%, 3, Padding = 1), ReLU] R0 "
            + string.Concat(Enumerable.Range(1, 12).Select(i => $"[Conv2d(64%, 3, Padding = 1), ReLU, Conv2d(64%, 3, Padding = 1), Residual, ReLU{(i % 4 == 0 ? ", MaxPool2d(2)" : "")}] R{i} "))
            + "[AdaptiveAvgPool2d(1), Flatten, Linear(10%)] Y",
        ["DenseNet without norm"] = "[CrossEntropyLoss] class Net [Input(3, 16, 16)] X [Conv2d(64%, 3, Padding = 1)] D0 "
            + string.Concat(Enumerable.Range(1, 12).Select(i => $"[GELU, Conv2d(32%, 3, Padding = 1), Concat(nameof(D{i - 1}))] D{i} ")) + "[AdaptiveAvgPool2d(1), Flatten, Linear(10%)] Y",
        ["decoder"] = "[MSELoss] class Net [Input(64)] X [Linear(1024%), ReLU, Reshape(256, 2, 2)] A "
            + "[ConvTranspose2d(128%, 4, Stride = 2, Padding = 1), ReLU, ConvTranspose2d(64%, 4, Stride = 2, Padding = 1), ReLU, ConvTranspose2d(32%, 4, Stride = 2, Padding = 1), ReLU, Conv2d(3%, 3, Padding = 1)] Y",
    };

    private static string Perceptron(string layer, int layers) =>
        $"[CrossEntropyLoss] class Net [Input(128)] X [{string.Concat(Enumerable.Repeat(layer, layers))}Linear(10%)] Y";

    private static string Pictures(int size, int classes, string body, string head) =>
        $"[CrossEntropyLoss] class Net [Input(3, {size}, {size})] X [{body}{head}Linear({classes}%)] Y";

    private static string Gated(string gate, int blocks) => "[CrossEntropyLoss] class Net [Input(128)] V0 "
        + string.Concat(Enumerable.Range(1, blocks).Select(i => $"[Linear(128%), {gate}] G{i} [From(nameof(V{i - 1})), Linear(128%), Multiply(nameof(G{i}))] V{i} ")) + "[Linear(10%)] Y";

    private static string Skips(string branch, int blocks) => "[CrossEntropyLoss] class Net [Input(64)] X [Linear(128%)] S0 "
        + string.Concat(Enumerable.Range(1, blocks).Select(i => $"[{branch}, Residual] S{i} ")) + "[Linear(10%)] Y";
}
