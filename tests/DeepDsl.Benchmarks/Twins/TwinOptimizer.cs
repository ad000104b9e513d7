using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepDsl.Benchmarks.Twins;

/// <summary>An optimizer of TorchSharp with its schedule, if there is one.</summary>
internal sealed record TwinOptimizer(optim.Optimizer Optimizer, optim.lr_scheduler.LRScheduler? Schedule = null)
{
    /// <summary>More steps than any run takes.</summary>
    public const int TotalSteps = 1_000_000;

    public static TwinOptimizer SGD(IEnumerable<Parameter> parameters, double learningRate, double decay = 0) => new(optim.SGD(parameters, learningRate, 0.9, weight_decay: decay));

    public static TwinOptimizer Adam(IEnumerable<Parameter> parameters) => new(optim.Adam(parameters, 1e-3));

    public static TwinOptimizer AdamW(IEnumerable<Parameter> parameters) => new(optim.AdamW(parameters, 1e-3, weight_decay: 0.01));

    /// <summary>The optimizer of the sample Digits.</summary>
    public static TwinOptimizer Digits(IEnumerable<Parameter> parameters) => Cycled(optim.AdamW(parameters, 1e-2, weight_decay: 0.01), 1e-2);

    /// <summary>The optimizer of the sample ResNet.</summary>
    public static TwinOptimizer ResNet20(IEnumerable<Parameter> parameters) => Cycled(optim.SGD(parameters, 0.1, 0.9, weight_decay: 1e-4, nesterov: true), 0.1);

    private static TwinOptimizer Cycled(optim.Optimizer optimizer, double peak) => new(optimizer, optim.lr_scheduler.OneCycleLR(optimizer, peak, TotalSteps));
}
