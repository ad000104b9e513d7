using DeepDsl.Compiler.Signal;

namespace Compiler.Tests.Signal;

/// <summary>Thirty layers of 64 units in several families, of which it is known whether they train: what rules look at, ratio and extremes and correlation.</summary>
public sealed class SweepTests
{
    private const string Default = "WeightInit = Initializer.TorchDefault, BiasInit = Initializer.TorchDefault";

    [Theory]
    [InlineData("ReLU", "WeightInit = Initializer.KaimingNormal, WeightGain = 1.4142135623730951", -0.4389, 0.0890, 0.6254, 0.9705)]
    [InlineData("ReLU", Default, -10.1880, -11.4550, -1.2670, 1)]
    [InlineData("ReLU", "WeightInit = Initializer.XavierNormal", 0.1966, -4.4759, -4.2204, 0.9705)]
    [InlineData("ReLU", "WeightInit = Initializer.Normal, WeightStd = 0.05", 0.1401, -16.0786, -15.9385, 0.9705)]
    [InlineData("Tanh", "WeightInit = Initializer.XavierNormal", 0.1425, -0.8995, -0.7195, 0)]
    [InlineData("Tanh", Default, -6.2381, -7.3091, -1.0710, 1)]
    [InlineData("Tanh", "WeightInit = Initializer.Orthogonal", 0.0410, -0.9034, -0.8615, 0)]
    [InlineData("Sigmoid", "WeightInit = Initializer.XavierNormal", -18.2467, -18.2523, -0.0056, 1)]
    [InlineData("GELU", Default, -14.1868, -15.6232, -1.4365, 1)]
    [InlineData("BatchNorm1d, ReLU", Default, 2.2377, -0.1633, 2.1570, 0.3104)]
    [InlineData("LayerNorm, ReLU", Default, -0.5978, -0.6109, -0.0131, 0.9826)]
    public void What_rules_look_at_is_as_in_the_sweep(string between, string init, double ratio, double min, double max, double correlation)
    {
        var source = $"""
            [CrossEntropyLoss] class Net
            [Input(32)] X
            [{string.Concat(Enumerable.Repeat($"Linear(64, {init}), {between}, ", 29))}Linear(10, {init})] Y
            """;
        var profile = SignalPropagation.Predict(Declare.Sound(Declare.Graph(source)), batch: 64);
        Assert.Equal(ratio, profile.Log10Ratio, 0.001);
        Assert.Equal(min, profile.Log10Min, 0.001);
        Assert.Equal(max, profile.Log10Max, 0.001);
        Assert.Equal(correlation, profile.MaxCorrelation, 0.0001);
    }
}
