using DeepDsl.Benchmarks.Models;
using DeepDsl.Benchmarks.Twins;
using Digits;
using ResNet;

namespace DeepDsl.Benchmarks.Workloads;

/// <summary>Every workload there is.</summary>
internal static class AllWorkloads
{
    public static IReadOnlyList<Workload> List { get; } =
    [
        new("mlp-2-64-64-1-b32", typeof(TinyMlp), 32, Networks.TinyMlp, parameters => TwinOptimizer.SGD(parameters, 0.01)) { Input = [2], Classes = 1, IsRegression = true, HasOnnx = true },
        Mlp("mlp-784-b64-adam", 64),
        Mlp("mlp-784-b256-adam", 256),
        Mlp("mlp-784-b1", 1) with { IsForInference = true },
        new("deep-layernorm-mlp-b64", typeof(DeepLayerNormMlp), 64, Networks.DeepLayerNormMlp, TwinOptimizer.AdamW) { Input = [128] },
        Cnn("mnist-cnn-b64", 64),
        Cnn("mnist-cnn-b1", 1) with { IsForInference = true },
        new("digits-b64", typeof(DigitsNet), 64, Networks.Digits, TwinOptimizer.Digits) { Input = [1, 8, 8], LabelSmoothing = 0.05, HasOnnx = true },
        new("resnet8-b32", typeof(ResNet8), 32, () => Networks.ResNet(1), parameters => TwinOptimizer.SGD(parameters, 0.05)) { Input = [3, 32, 32] },
        new("resnet20-b32", typeof(ResNet20), 32, () => Networks.ResNet(3), TwinOptimizer.ResNet20) { Input = [3, 32, 32] },
        new("vgg11bn-32-b32", typeof(Vgg11), 32, Networks.Vgg11, parameters => TwinOptimizer.SGD(parameters, 0.01, 5e-4)) { Input = [3, 32, 32] },
        new("unet3-64-b8", typeof(UNet3), 8, Networks.UNet3, TwinOptimizer.Adam) { Input = [3, 64, 64], Classes = 4 },
        new("gpt-4x128-t64-b16", typeof(Gpt4), 16, Networks.Gpt4, TwinOptimizer.AdamW) { Input = [64], Vocabulary = 96, Classes = 96 },
    ];

    /// <summary>The workloads that are named, in the order of the list.</summary>
    /// <exception cref="UserError">There is none of a name.</exception>
    public static IReadOnlyList<Workload> Named(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            return List;
        if (names.FirstOrDefault(name => List.All(workload => workload.Name != name)) is { } unknown)
            throw new UserError($"There is no workload '{unknown}'; there are {string.Join(", ", List.Select(workload => workload.Name))}.");
        return [.. List.Where(workload => names.Contains(workload.Name))];
    }

    private static Workload Mlp(string name, int batch) => new(name, typeof(Mlp784), batch, Networks.Mlp784, TwinOptimizer.Adam) { Input = [784], HasOnnx = true };

    private static Workload Cnn(string name, int batch) => new(name, typeof(MnistCnn), batch, Networks.MnistCnn, parameters => TwinOptimizer.SGD(parameters, 0.01)) { Input = [1, 28, 28], HasOnnx = true };
}
