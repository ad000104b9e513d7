using DeepDsl.Benchmarks.Twins;
using DeepDsl.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepDsl.Benchmarks.Workloads;

/// <summary>A network with its data, as a model and as a twin in TorchSharp.</summary>
/// <param name="Name">The name in tables and files.</param>
/// <param name="Model">The model's class.</param>
/// <param name="Batch">The number of samples per step.</param>
/// <param name="Twin">Makes the twin.</param>
/// <param name="Optimizer">Makes the twin's optimizer.</param>
internal sealed record Workload(string Name, Type Model, int Batch, Func<nn.Module<Tensor, Tensor>> Twin, Func<IEnumerable<Parameter>, TwinOptimizer> Optimizer)
{
    /// <summary>The shape of the input without the batch.</summary>
    public required long[] Input { get; init; }

    /// <summary>The number of classes; for a regression, of values.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>Whether the target consists of values.</summary>
    public bool IsRegression { get; init; }

    /// <summary>The number of tokens that the input consists of; 0 where it consists of real numbers.</summary>
    public int Vocabulary { get; init; }

    /// <summary>What the loss smooths its targets by.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Whether only inference is measured.</summary>
    public bool IsForInference { get; init; }

    /// <summary>Whether ONNX Runtime is compared in inference.</summary>
    public bool HasOnnx { get; init; }

    /// <summary>Whether the twin is also measured with its channels innermost.</summary>
    public bool IsConvolutional => Input.Length == 3;

    public Model<Tensor, Tensor> CreateModel(ScalarType type) => (Model<Tensor, Tensor>)Activator.CreateInstance(Model, new ModelOptions { Seed = 1, TotalSteps = TwinOptimizer.TotalSteps, DType = type })!;

    /// <summary>Input and target.</summary>
    public (Tensor X, Tensor Target) CreateData(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        var x = Vocabulary > 0 ? randint(0, Vocabulary, [Batch, .. Input], dtype: ScalarType.Int64, generator: generator) : randn([Batch, .. Input], generator: generator);
        long[] positions = Vocabulary > 0 ? [Batch, .. Input] : Name.StartsWith("unet") ? [Batch, .. Input[1..]] : [Batch];
        var target = IsRegression ? randn([Batch, Classes], generator: generator) : randint(0, Classes, positions, dtype: ScalarType.Int64, generator: generator);
        return (Of(x), Of(target));

        Tensor Of(Tensor values) => (values.is_floating_point() ? values.to(type) : values).DetachFromDisposeScope();
    }

    /// <summary>The twin's loss.</summary>
    public Tensor Loss(Tensor y, Tensor target) => IsRegression ? nn.functional.mse_loss(y, target)
        : Vocabulary > 0 ? nn.functional.cross_entropy(y.view(-1, Classes), target.view(-1), label_smoothing: LabelSmoothing)
        : nn.functional.cross_entropy(y, target, label_smoothing: LabelSmoothing);
}
