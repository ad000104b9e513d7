using DeepDsl;
using DeepDsl.Models;
using DeepDsl.Training;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Twins;

/// <summary>Steps of every optimizer on published networks against torch.optim on their twins.</summary>
public sealed class OptimizerTests
{
    private static readonly Dictionary<string, (Func<DeepDsl.Training.Optimizer> Ours, Func<IEnumerable<Parameter>, optim.Optimizer> Theirs)> Optimizers = new()
    {
        ["SGD"] = (() => new DeepDsl.Training.SGD(new(0.005)), parameters => optim.SGD(parameters, 0.005)),
        ["SGD with momentum"] = (() => new DeepDsl.Training.SGD(new(0.005) { Momentum = 0.9 }), parameters => optim.SGD(parameters, 0.005, 0.9)),
        ["SGD with dampening"] = (() => new DeepDsl.Training.SGD(new(0.005) { Momentum = 0.9, Dampening = 0.3 }), parameters => optim.SGD(parameters, 0.005, 0.9, 0.3)),
        ["SGD with Nesterov and decay"] = (() => new DeepDsl.Training.SGD(new(0.005) { Momentum = 0.9, Nesterov = true, WeightDecay = 0.01 }),
            parameters => optim.SGD(parameters, 0.005, 0.9, weight_decay: 0.01, nesterov: true)),
        ["Adam"] = (() => new DeepDsl.Training.Adam(new(1e-3)), parameters => optim.Adam(parameters, 1e-3)),
        ["Adam with decay"] = (() => new DeepDsl.Training.Adam(new(1e-3) { Beta1 = 0.8, Beta2 = 0.99, Eps = 1e-6, WeightDecay = 0.01 }),
            parameters => optim.Adam(parameters, 1e-3, 0.8, 0.99, 1e-6, 0.01)),
        ["AdamW"] = (() => new DeepDsl.Training.AdamW(new(1e-3)), parameters => optim.AdamW(parameters, 1e-3, weight_decay: 0.01)),
        ["RMSprop"] = (() => new DeepDsl.Training.RMSprop(new(1e-4)), parameters => optim.RMSProp(parameters, 1e-4)),
        ["RMSprop with momentum and decay"] = (() => new DeepDsl.Training.RMSprop(new(1e-4) { Alpha = 0.9, Eps = 1e-6, Momentum = 0.8, WeightDecay = 0.01 }),
            parameters => optim.RMSProp(parameters, 1e-4, 0.9, 1e-6, 0.01, 0.8)),
        ["RMSprop, centered"] = (() => new DeepDsl.Training.RMSprop(new(1e-4) { Centered = true, Eps = 1e-3 }), parameters => optim.RMSProp(parameters, 1e-4, eps: 1e-3, centered: true)),
        ["RMSprop, centered with momentum"] = (() => new DeepDsl.Training.RMSprop(new(1e-4) { Centered = true, Momentum = 0.9, Eps = 1e-3 }),
            parameters => optim.RMSProp(parameters, 1e-4, eps: 1e-3, momentum: 0.9, centered: true)),
        ["Adagrad"] = (() => new DeepDsl.Training.Adagrad(new(1e-2)), parameters => optim.Adagrad(parameters, 1e-2)),
        ["Adagrad with all its options"] = (() => new DeepDsl.Training.Adagrad(new(1e-2) { LearningRateDecay = 0.1, InitialAccumulatorValue = 0.2, Eps = 1e-6, WeightDecay = 0.01 }),
            parameters => optim.Adagrad(parameters, 1e-2, 0.1, 0.01, 0.2, 1e-6)),
        ["Adadelta"] = (() => new DeepDsl.Training.Adadelta(new(1)), parameters => optim.Adadelta(parameters, 1)),
        ["Adadelta with decay"] = (() => new DeepDsl.Training.Adadelta(new(0.5) { Rho = 0.8, Eps = 1e-5, WeightDecay = 0.01 }), parameters => optim.Adadelta(parameters, 0.5, 0.8, 1e-5, 0.01)),
        ["Adamax"] = (() => new DeepDsl.Training.Adamax(new(2e-3)), parameters => optim.Adamax(parameters, 2e-3)),
        ["Adamax with decay"] = (() => new DeepDsl.Training.Adamax(new(2e-3) { Beta1 = 0.8, Beta2 = 0.99, Eps = 1e-6, WeightDecay = 0.01 }), parameters => optim.Adamax(parameters, 2e-3, 0.8, 0.99, 1e-6, 0.01)),
        ["NAdam"] = (() => new DeepDsl.Training.NAdam(new(2e-3)), parameters => optim.NAdam(parameters, 2e-3)),
        ["NAdam with decay"] = (() => new DeepDsl.Training.NAdam(new(2e-3) { Beta1 = 0.8, Beta2 = 0.99, Eps = 1e-6, WeightDecay = 0.01, MomentumDecay = 0.1 }),
            parameters => optim.NAdam(parameters, 2e-3, 0.8, 0.99, 1e-6, 0.01, 0.1)),
        ["AdamW with decay"] = (() => new DeepDsl.Training.AdamW(new(1e-3) { WeightDecay = 0.2 }), parameters => optim.AdamW(parameters, 1e-3, weight_decay: 0.2)),
    };

    public static MatrixTheoryData<string, ScalarType> Cases { get; } = new(Optimizers.Keys, [ScalarType.Float32, ScalarType.Float64]);

    public static TheoryData<string> Names { get; } = [.. Optimizers.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Five_steps_on_LeNet5_equal_its_twins(string optimizer, ScalarType type)
    {
        using var model = new LeNet5(new() { DType = type });
        Compare(model, HandWritten.LeNet5(), optimizer, [8, 1, 28, 28]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Five_steps_in_bfloat16_by_the_portable_path_equal_the_twins(string optimizer)
    {
        using var model = new LeNet5(new() { DType = ScalarType.BFloat16 });
        Compare(model, HandWritten.LeNet5(), optimizer, [8, 1, 28, 28]);
    }

    // In float64, as rounding in float32 changes which of two near maxima wins, and a whole gradient with it.
    [Theory]
    [MemberData(nameof(Names))]
    public void Five_steps_on_a_narrow_AlexNet_equal_its_twins(string optimizer)
    {
        using var model = new SmallAlexNet(new() { DType = ScalarType.Float64 });
        Compare(model, HandWritten.AlexNet(8, 64, 10, model.State.Draws), optimizer, [8, 3, 95, 95]);
    }

    // Where a norm takes a bias away, its gradient is noise of rounding. These make steps of it, as their epsilon says.
    public static TheoryData<string> SteadyNames { get; } = [.. Optimizers.Keys.Except(["RMSprop with momentum and decay", "Adagrad", "Adamax with decay", "NAdam with decay"])];

    [Theory]
    [MemberData(nameof(SteadyNames))]
    public void Five_steps_on_a_narrow_Vgg11_with_batch_norm_equal_its_twins(string optimizer)
    {
        using var model = new SmallVgg11BatchNorm(new() { DType = ScalarType.Float64 });
        Compare(model, HandWritten.Vgg11BatchNorm(8, 64, 10, model.State.Draws), optimizer, [8, 3, 32, 32]);
    }

    private static void Compare<TModel>(TModel model, Twin twin, string optimizer, long[] shape)
        where TModel : Model<Tensor, Tensor>, ISupervisedModel
    {
        using var scope = NewDisposeScope();
        using var _ = twin;
        var tolerance = model.State.Type switch { ScalarType.Float64 => 1e-8, ScalarType.Float32 => 1e-5, _ => 1e-2 };
        twin.Copying(model);
        var (image, target) = (Tensors.Normal(seed: 3, shape, model.State.Type), Tensors.Classes(seed: 4, 10, shape[0]));
        using var ours = new Updates(Optimizers[optimizer].Ours(), null, null);
        using var theirs = Optimizers[optimizer].Theirs(twin.Network.parameters());
        for (var step = 0; step < 5; step++)
        {
            var loss = model.ComputeGradients(image, target);
            ours.Apply(model.State);
            theirs.zero_grad();
            var expected = nn.functional.cross_entropy(twin.Network.call(image), target);
            expected.backward();
            theirs.step();
            Tensors.Near(expected, tensor(loss), Math.Max(1e-5, tolerance), $"The loss of step {step}");
        }
        twin.AssertEquals(model, tolerance);
    }
}
