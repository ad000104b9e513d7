namespace Compiler.Tests.Signal;

/// <summary>Networks of the reference as users write them.</summary>
internal static class Twins
{
    private const string Zero = "WeightInit = Initializer.KaimingNormal";
    private const string He = $"{Zero}, WeightGain = 1.4142135623730951";
    private const string FanOut = $"{He}, WeightFan = FanMode.FanOut, Bias = false";
    private const string Default = "WeightInit = Initializer.TorchDefault, BiasInit = Initializer.TorchDefault";
    private const string Xavier = "WeightInit = Initializer.XavierNormal";

    /// <summary>The name of each network, the model, and what its loss is divided by.</summary>
    public static IReadOnlyDictionary<string, (string Source, double Divisor)> All { get; } = new Dictionary<string, (string, double)>
    {
        ["mlp_relu_default_10"] = (Mlp(10, "ReLU", Default), 1),
        ["mlp_tanh_xavier_50"] = (Mlp(50, "Tanh", Xavier), 1),
        ["mlp_gelu_default_10"] = (Mlp(10, "GELU", Default), 1),
        ["mlp_hardswish_he_20"] = (Mlp(20, "Hardswish", He), 1),
        ["mlp_relu_bn_10"] = (Mlp(10, "BatchNorm1d, ReLU", He), 1),
        ["mlp_relu_ln_30"] = (Mlp(30, "LayerNorm, ReLU", He), 1),
        ["mlp_relu_drop_20"] = (Mlp(20, "ReLU, Dropout(0.5)", He), 1),
        ["mlp_tanh_orth_50"] = (Mlp(50, "Tanh", "WeightInit = Initializer.Orthogonal"), 1),
        ["mlp_relu_default_res_30"] = (ResidualMlp(30), 1),
        ["vgg11_bn"] = (Vgg11(), 1),
        ["resnet20_bn"] = (ResNet20(), 1),
        ["resnet20_fixup"] = (ResNet20(", BatchNorm2d", "", "WeightInit = Initializer.Zeros, Bias = false"), 1),
        ["densenet_bn"] = (DenseNet(), 1),
        ["mobilenetv2_bn"] = (MobileNet(), 1),
        ["unet_he"] = (UNet(), 256),
        ["tf_preln_6"] = (Transformer(6), 1),
        ["ae9_relu_he"] = (Autoencoder(), 128),
        ["siren5"] = (Siren(), 0.5),
    };

    private static string Mlp(int layers, string between, string init) => $"""
        [CrossEntropyLoss] class Net
        [Input(64)] X
        [{string.Concat(Enumerable.Repeat($"Linear(128, {init}), {between}, ", layers - 1))}Linear(10, {init})] Y
        """;

    private static string ResidualMlp(int layers) => $"""
        [CrossEntropyLoss] class Net
        [Input(64)] X
        [Linear(128, {Default}), ReLU] H0
        {Lines(layers - 2, i => $"[Linear(128, {Default}), ReLU, Residual(nameof(H{i}))] H{i + 1}")}
        [Linear(10, {Default})] Y
        """;

    private static string Vgg11()
    {
        string[] layers = ["64", "M", "64", "M", "96", "96", "M", "128", "128", "M", "128", "128"];
        return $"""
            [CrossEntropyLoss] class Net
            [Input(3, 16, 16)] X
            [{string.Join(", ", layers.Select(layer => layer == "M" ? "MaxPool2d(2)" : $"Conv2d({layer}, 3, Padding = 1, {He}), BatchNorm2d, ReLU"))}] Features
            [Flatten, Linear(128, {He}), ReLU, Linear(128, {He}), ReLU, Linear(10, {He})] Y
            """;
    }

    private static string ResNet20(string without = "", string norm = "", string last = FanOut)
    {
        var stages = string.Join("\n", Enumerable.Range(0, 9).Select(i =>
        {
            var (width, stride) = (32 << (i / 3), i is 3 or 6 ? 2 : 1);
            var skip = stride == 1 ? $"B{i}" : $"S{i}";
            return $"""
                [From(nameof(B{i})), Conv2d({width}, 3, Stride = {stride}, Padding = 1, {FanOut}), BatchNorm2d, ReLU, Conv2d({width}, 3, Padding = 1, {last}), BatchNorm2d] Y{i}
                {(stride == 1 ? "" : $"[From(nameof(B{i})), Conv2d({width}, 1, Stride = 2, {FanOut}), BatchNorm2d] S{i}")}
                [From(nameof(Y{i})), Add(nameof({skip})), ReLU] B{i + 1}
                """;
        }));
        var source = $"""
            [CrossEntropyLoss] class Net
            [Input(3, 16, 16)] X
            [Conv2d(32, 3, Padding = 1, {FanOut}), BatchNorm2d, ReLU] B0
            {stages}
            [AdaptiveAvgPool2d(1), Flatten, Linear(10, WeightInit = Initializer.TorchDefault)] Y
            """;
        return without == "" ? source : source.Replace(without, norm, StringComparison.Ordinal);
    }

    private static string DenseNet()
    {
        var lines = new List<string>();
        var (name, count) = ("D0", 0);
        var width = 48;
        for (var block = 0; block < 3; block++)
        {
            for (var layer = 0; layer < 6; layer++, width += 24)
            {
                lines.Add($"[From(nameof({name})), BatchNorm2d, ReLU, Conv2d(24, 3, Padding = 1, {He})] N{++count} [From(nameof({name})), Concat(nameof(N{count}))] D{count}");
                name = $"D{count}";
            }
            if (block < 2)
                lines.Add($"[BatchNorm2d, ReLU, Conv2d({width /= 2}, 1, {He}), AvgPool2d(2)] {name = $"T{block}"}");
        }
        return $"""
            [CrossEntropyLoss] class Net
            [Input(3, 16, 16)] X
            [Conv2d(48, 3, Padding = 1, {He})] D0
            {string.Join("\n", lines)}
            [BatchNorm2d, ReLU, AdaptiveAvgPool2d(1), Flatten, Linear(10, WeightInit = Initializer.TorchDefault)] Y
            """;
    }

    private static string MobileNet() => $"""
        [CrossEntropyLoss] class Net
        [Input(3, 16, 16)] X
        [Conv2d(32, 3, Padding = 1, {FanOut}), BatchNorm2d, ReLU6] B0
        {Lines(8, i => $"[Conv2d(128, 1, {FanOut}), BatchNorm2d, ReLU6, Conv2d(128, 3, Padding = 1, Groups = 128, {FanOut}), BatchNorm2d, ReLU6, Conv2d(32, 1, {FanOut}), BatchNorm2d, Residual(nameof(B{i}))] B{i + 1}")}
        [AdaptiveAvgPool2d(1), Flatten, Linear(10, WeightInit = Initializer.TorchDefault)] Y
        """;

    private static string UNet()
    {
        static string Double(int width) => $"Conv2d({width}, 3, Padding = 1, {He}), ReLU, Conv2d({width}, 3, Padding = 1, {He}), ReLU";
        return $"""
            [CrossEntropyLoss] class Net
            [Input(3, 16, 16)] X
            [{Double(32)}] A
            [MaxPool2d(2), {Double(64)}] B
            [MaxPool2d(2), {Double(128)}] C
            [ConvTranspose2d(64, 2, Stride = 2, {He})] UpB
            [From(nameof(B)), Concat(nameof(UpB)), {Double(64)}] D
            [ConvTranspose2d(32, 2, Stride = 2, {He})] UpA
            [From(nameof(A)), Concat(nameof(UpA)), {Double(32)}, Conv2d(5, 1, {He})] Y
            """;
    }

    private static string Transformer(int blocks) => $"""
        [CrossEntropyLoss] class Net
        [Input(16, 32)] X
        [Linear(64, {Default})] B0
        {Lines(blocks, i => $"[LayerNorm, MultiheadAttention(4), Residual(nameof(B{i}))] H{i} [LayerNorm, Linear(256, {Default}), GELU, Linear(64, {Default}), Residual(nameof(H{i}))] B{i + 1}")}
        [LayerNorm, Mean(1), Linear(10, {Default})] Y
        """;

    private static string Autoencoder() => $"""
        [MSELoss] class Net
        [Input(256)] X
        [{string.Join(", ", new[] { 192, 128, 96, 64, 96, 128, 192 }.Select(width => $"Linear({width}, {He}), ReLU"))}, Linear(256, {He})] Y
        """;

    private static string Siren()
    {
        const string hidden = "WeightInit = Initializer.Uniform, WeightBound = 0.0072168783648703219, BiasInit = Initializer.TorchDefault";
        return $"""
            [MSELoss] class Net
            [Input(2)] X
            [Linear(128, WeightInit = Initializer.Uniform, WeightBound = 0.5, BiasInit = Initializer.TorchDefault), Sine(30)] H
            [{string.Concat(Enumerable.Repeat($"Linear(128, {hidden}), Sine(30), ", 4))}Linear(1, {hidden})] Y
            """;
    }

    private static string Lines(int count, Func<int, string> line) => string.Join("\n", Enumerable.Range(0, count).Select(line));
}
