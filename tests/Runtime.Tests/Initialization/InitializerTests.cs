using DeepDsl;
using DeepDsl.Models;
using Runtime.Tests.Harness;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Initialization;

/// <summary>Every initializer of the language, by the weights of a model that declares it.</summary>
public sealed class InitializerTests
{
    private const int Inputs = 300;
    private const int Outputs = 500;

    private static readonly (string Declared, double Variance)[] Layers =
    [
        ("WeightInit = Initializer.TorchDefault", 1.0 / (3 * Inputs)),
        ("WeightInit = Initializer.KaimingNormal", 2.0 / Inputs),
        ("WeightInit = Initializer.KaimingUniform", 2.0 / Inputs),
        ("WeightInit = Initializer.KaimingNormal, WeightFan = FanMode.FanOut, WeightGain = 1", 1.0 / Outputs),
        ("WeightInit = Initializer.XavierNormal, WeightGain = 2", 8.0 / (Inputs + Outputs)),
        ("WeightInit = Initializer.XavierUniform, WeightGain = 1", 2.0 / (Inputs + Outputs)),
        ("WeightInit = Initializer.LeCunNormal, WeightGain = 1", 1.0 / Inputs),
        ("WeightInit = Initializer.LeCunUniform, WeightGain = 3", 9.0 / Inputs),
        ("WeightInit = Initializer.Normal, WeightStd = 0.02", 0.02 * 0.02),
        ("WeightInit = Initializer.TruncNormal, WeightStd = 0.02", 0.02 * 0.02),
        ("WeightInit = Initializer.Uniform, WeightBound = 0.3", 0.03),
        // The rows of a wide matrix would be orthogonal, of this tall one the columns are: squares sum to one over the rows.
        ("WeightInit = Initializer.Orthogonal, WeightGain = 1", 1.0 / Outputs),
        ("WeightInit = Initializer.Zeros", 0),
    ];

    [Fact]
    public void Weights_have_the_variance_that_is_declared()
    {
        var members = Layers.Select((layer, i) => $"[From(nameof(X)), Linear({Outputs}, {layer.Declared})] public partial Node Y{i} {{ get; }}");
        using var model = Create(string.Join("\n    ", members), Inputs);
        foreach (var (layer, i) in Layers.Select((layer, i) => (layer, i)))
            Statistics.AssertMoments(Values(model, $"y{i}.linear.weight"), layer.Variance);
        Assert.Equal(Initializers, Layers.Select(layer => layer.Declared.Split(", ")[0].Split('.')[1]).Append("Auto").Append("Constant").Distinct().Order());
    }

    private static IEnumerable<string> Initializers => Enum.GetNames<Initializer>().Order();

    [Fact]
    public void Constants_and_biases_are_as_declared()
    {
        using var model = Create(
            $$"""
            [Linear({{Outputs}}, WeightInit = Initializer.Constant, WeightValue = 0.5, BiasInit = Initializer.Constant, BiasValue = 0.25)] public partial Node A { get; }
            [From(nameof(X)), Linear({{Outputs}}, BiasInit = Initializer.TorchDefault)] public partial Node B { get; }
            [From(nameof(X)), Linear({{Outputs}})] public partial Node C { get; }
            """, Inputs);
        Assert.All(Values(model, "a.linear.weight"), value => Assert.Equal(0.5f, value));
        Assert.All(Values(model, "a.linear.bias"), value => Assert.Equal(0.25f, value));
        Statistics.AssertMoments(Values(model, "b.linear.bias"), 1.0 / (3 * Inputs));
        Assert.All(Values(model, "c.linear.bias"), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData("Linear(500), ReLU", 2.0 / Inputs)]
    [InlineData("Linear(500), LayerNorm, ReLU", 2.0 / Inputs)]
    [InlineData("Linear(500)", 2.0 / (Inputs + Outputs))]
    public void Auto_goes_by_the_activation_that_follows(string operators, double variance)
    {
        using var model = Create($"[{operators}] public partial Node Y {{ get; }}", Inputs);
        Statistics.AssertMoments(Values(model, "y.linear.weight"), variance);
    }

    [Fact]
    public void Norms_begin_as_the_identity()
    {
        using var model = new Models.SmallNet();
        Assert.All(Values(model, "stem.norm.weight"), value => Assert.Equal(1, value));
        Assert.All(Values(model, "stem.norm.bias"), value => Assert.Equal(0, value));
        Assert.All(Values(model, "stem.norm.running_mean"), value => Assert.Equal(0, value));
        Assert.All(Values(model, "stem.norm.running_var"), value => Assert.Equal(1, value));
    }

    [Fact]
    public void Another_layer_leaves_the_start_of_the_others_as_it_was()
    {
        using var plain = Create("[Linear(40)] public partial Node A { get; } [Linear(30)] public partial Node B { get; }", 20);
        using var longer = Create("[Linear(20)] public partial Node New { get; } [Linear(40)] public partial Node A { get; } [Linear(30)] public partial Node B { get; }", 20);
        foreach (var name in new[] { "a.linear.weight", "b.linear.weight" })
            Assert.Equal(Values(plain, name), Values(longer, name));
    }

    private static Model<Tensor, Tensor> Create(string members, int inputs) =>
        RuntimeModel.Create(RuntimeModel.Compile(RuntimeModel.Source("Net", "", $"{inputs}", members)), "Net");

    private static float[] Values(nn.Module model, string name)
    {
        using var value = model.state_dict()[name].detach();
        return [.. value.data<float>()];
    }
}
