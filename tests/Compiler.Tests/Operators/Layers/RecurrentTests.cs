using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class LSTMTests() : RecurrentTests<LSTMAttribute>("LSTM", gates: 4);

public sealed class GRUTests() : RecurrentTests<GRUAttribute>("GRU", gates: 3);

/// <summary>What holds for layers with a state, however many gates they have.</summary>
public abstract class RecurrentTests<TAttribute>(string name, int gates) : OperatorTests<TAttribute>
    where TAttribute : RecurrentAttribute
{
    protected override Use[] Uses =>
    [
        new($"{name}(3)", "(5, 6)"), new($"{name}(6)", "(1, 6)"), new($"{name}(7, Bias = false)", "(2, 1)"), new($"{name}(2, Reverse = true)", "(4, 6)"),
        new($"{name}(4, WeightInit = Initializer.TorchDefault, BiasInit = Initializer.TorchDefault)", "(5, 6)"),
    ];

    [Theory]
    [InlineData("", "(5, 6)", "(5, 3)")]
    [InlineData(", Reverse = true", "(1, 6)", "(1, 3)")]
    public void Keeps_the_length(string options, string input, string output) => Assert.Equal(output, OutputOf($"{name}(3{options})", input));

    [Fact]
    public void Learns_what_PyTorchs_does()
    {
        var all = gates * 3;
        Assert.Equal($"weight_ih_l0 ({all}, 6) of 6 and 3; weight_hh_l0 ({all}, 3) of 3 and 3; bias_ih_l0 ({all}); bias_hh_l0 ({all})", ParametersOf($"{name}(3)", "(5, 6)"));
        Assert.Equal($"weight_ih_l0 ({all}, 6) of 6 and 3; weight_hh_l0 ({all}, 3) of 3 and 3", ParametersOf($"{name}(3, Bias = false)", "(5, 6)"));
        Assert.Equal([false, false, true, true], Place($"{name}(3)", "(5, 6)").Parameters.Select(parameter => parameter.IsNormOrBias));
    }

    // As torch.nn counts them: gates·(features + hidden + 2)·hidden.
    [Theory]
    [InlineData(128, 64)]
    [InlineData(650, 650)]
    [InlineData(1, 1)]
    public void Has_as_many_parameters_as_PyTorchs(int hidden, int features) =>
        Assert.Equal(gates * (features + hidden + 2L) * hidden, Place($"{name}({hidden})", $"(9, {features})").Parameters.Sum(parameter => parameter.Shape.Elements));

    [Theory]
    [InlineData("", Initializer.XavierUniform, Initializer.Orthogonal, Initializer.Zeros, 1.0)]
    [InlineData(", WeightGain = 2", Initializer.XavierUniform, Initializer.Orthogonal, Initializer.Zeros, 2.0)]
    [InlineData(", WeightInit = Initializer.TorchDefault", Initializer.TorchDefault, Initializer.TorchDefault, Initializer.Zeros, null)]
    [InlineData(", WeightInit = Initializer.LeCunNormal, WeightGain = 2, BiasInit = Initializer.TorchDefault", Initializer.LeCunNormal, Initializer.LeCunNormal, Initializer.TorchDefault, 2.0)]
    public void Starts_as_was_asked_for(string options, Initializer input, Initializer state, Initializer bias, double? gain)
    {
        var inits = Place($"{name}(3{options})", "(5, 6)").Parameters.Select(parameter => parameter.Init).ToArray();
        Assert.Equal([input, state, bias, bias], inits.Select(init => init.Initializer));
        if (gain is not null)
            Assert.Equal([gain.Value, gain.Value], inits.Take(2).Select(init => init.Gain));
        if (input == Initializer.TorchDefault)
            Assert.Equal([3, 3], inits.Take(2).Select(init => init.FanIn));
    }

    [Theory]
    [InlineData("()")]
    [InlineData("(6)")]
    [InlineData("(2, 5, 6)")]
    public void Needs_a_sequence(string input) => Misfits<ShapeMismatch>($"{name}(3)", [input], $"needs an input (length, features), but gets {input}", null);

    [Theory]
    [InlineData(0)]
    [InlineData(-4)]
    public void Needs_a_state(int hidden) => Misfits<ShapeMismatch>($"{name}({hidden})", ["(5, 6)"], $"needs a state of at least one feature, but HiddenSize is {hidden}", "0");

    [Fact]
    public void The_last_state_of_a_size_that_is_a_member_goes_on_to_a_classifier() => Assert.Equal("(10)",
        Declare.Sound(Declare.Graph($"[Hyper(64)] int Width [Input(8, 3)] X [{name}(nameof(Width)), Select(1, -1), Linear(10)] Y")).Members["Y"].Shape.ToString());
}
