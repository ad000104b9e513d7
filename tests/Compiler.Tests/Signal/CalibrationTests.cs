using DeepDsl.Compiler.Signal.Judging;

namespace Compiler.Tests.Signal;

/// <summary>What rules say of networks of which it is known whether they train: the accuracy reached in 400 steps with SGD and 250 with Adam, the best of three learning rates.</summary>
public sealed class CalibrationTests
{
    private const string Default = "WeightInit = Initializer.TorchDefault, BiasInit = Initializer.TorchDefault";
    private const string He = "WeightInit = Initializer.KaimingNormal";
    private const string Xavier = "WeightInit = Initializer.XavierNormal";
    private const string Wide = "WeightInit = Initializer.Normal, WeightStd = 0.3";
    private const string Narrow = "WeightInit = Initializer.Normal, WeightStd = 0.05";

    [Theory]
    [InlineData("SGD(0.1)", 30, He, "ReLU", 0.90)]
    [InlineData("SGD(0.1)", 50, He, "ReLU", 0.47)]
    [InlineData("SGD(0.1)", 8, Default, "ReLU", 0.90)]
    [InlineData("SGD(0.1)", 12, Default, "ReLU", 0.11)]
    [InlineData("SGD(0.1)", 12, Xavier, "ReLU", 0.99)]
    [InlineData("SGD(0.1)", 30, Xavier, "ReLU", 0.11)]
    [InlineData("SGD(0.1)", 8, Wide, "ReLU", 0.98)]
    [InlineData("SGD(0.1)", 12, Wide, "ReLU", 0.14)]
    [InlineData("SGD(0.1)", 5, Narrow, "ReLU", 1.00)]
    [InlineData("SGD(0.1)", 12, Narrow, "ReLU", 0.11)]
    [InlineData("SGD(0.1)", 8, Default, "Tanh", 0.98)]
    [InlineData("SGD(0.1)", 20, Default, "Tanh", 0.11)]
    [InlineData("SGD(0.1)", 50, Xavier, "Tanh", 0.89)]
    [InlineData("SGD(0.1)", 3, Xavier, "Sigmoid", 0.99)]
    [InlineData("SGD(0.1)", 8, Xavier, "Sigmoid", 0.11)]
    [InlineData("SGD(0.1)", 20, Default, "BatchNorm1d, ReLU", 0.99)]
    [InlineData("SGD(0.1)", 50, Default, "BatchNorm1d, ReLU", 0.19)]
    [InlineData("SGD(0.1)", 20, Default, "LayerNorm, ReLU", 0.98)]
    [InlineData("Adam(1e-3)", 12, Default, "ReLU", 0.99)]
    [InlineData("Adam(1e-3)", 30, Default, "ReLU", 0.11)]
    [InlineData("Adam(1e-3)", 30, He, "ReLU", 0.93)]
    [InlineData("Adam(1e-3)", 30, Xavier, "ReLU", 0.89)]
    [InlineData("Adam(1e-3)", 50, Xavier, "ReLU", 0.29)]
    [InlineData("Adam(1e-3)", 12, Narrow, "ReLU", 0.75)]
    [InlineData("Adam(1e-3)", 20, Narrow, "ReLU", 0.11)]
    [InlineData("Adam(1e-3)", 12, Xavier, "Sigmoid", 0.19)]
    [InlineData("Adam(1e-3)", 5, Xavier, "Sigmoid", 0.99)]
    [InlineData("Adam(1e-3)", 30, Default, "Tanh", 0.22)]
    [InlineData("Adam(1e-3)", 12, Default, "GELU", 1.00)]
    [InlineData("Adam(1e-3)", 20, Default, "GELU", 0.31)]
    public void Warnings_are_where_training_fails(string optimizer, int depth, string init, string between, double accuracy)
    {
        var study = SignalStudy.Of(Declare.Model($"""
            [CrossEntropyLoss, {optimizer}] class Net
            [Input(32)] X
            [{string.Concat(Enumerable.Repeat($"Linear(64, {init}), {between}, ", depth - 1))}Linear(10, {init})] Y
            """), batch: 64)!;
        Assert.Equal(accuracy < 0.6 ? SignalLevel.Warning : SignalLevel.Fine, LevelOf(SignalDiagnosis.Stack(study, SignalLimits.For(study.Optimizer))));
    }

    // A suggestion is none of a failing run.
    private static SignalLevel LevelOf(Ailment? ailment) => ailment is { Level: SignalLevel.Warning } ? SignalLevel.Warning : SignalLevel.Fine;
}
