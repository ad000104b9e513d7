using DeepDsl;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Operators;

namespace Compiler.Tests.Operators;

/// <summary>What rules ask operators about.</summary>
public sealed class TraitsTests
{
    [Theory]
    [InlineData("ReLU", 0, double.PositiveInfinity, true)]
    [InlineData("ReLU6", 0, 6, true)]
    [InlineData("LeakyReLU(0.1)", double.NegativeInfinity, double.PositiveInfinity, false)]
    [InlineData("ELU(2)", -2, double.PositiveInfinity, false)]
    [InlineData("GELU", -0.17, double.PositiveInfinity, false)]
    [InlineData("SiLU", -0.28, double.PositiveInfinity, false)]
    [InlineData("Hardswish", -0.375, double.PositiveInfinity, false)]
    [InlineData("Softplus", 0, double.PositiveInfinity, false)]
    [InlineData("Sigmoid", 0, 1, false)]
    [InlineData("Hardsigmoid", 0, 1, false)]
    [InlineData("SELU", -1.7580993408473766, double.PositiveInfinity, false)]
    [InlineData("Tanh", -1, 1, false)]
    [InlineData("Sine", -1, 1, false)]
    [InlineData("Softmax", 0, 1, false)]
    public void Activations_say_what_their_results_lie_between(string use, double low, double high, bool canDie)
    {
        var activation = (IActivation)Place(use, "(8)");
        Assert.Equal(((low, high), canDie), (activation.Range, activation.CanDie));
    }

    [Fact]
    public void Every_activation_is_asked() => Assert.Equal(14, Catalog.Operators.Count(entry => typeof(IActivation).IsAssignableFrom(entry.Room)));

    [Theory]
    [InlineData("Linear(5)", "(7, 8)", 8, 5, 1, false)]
    [InlineData("Conv2d(6, 3)", "(3, 8, 8)", 3, 6, 0, false)]
    [InlineData("Conv2d(6, 3, Groups = 3)", "(3, 8, 8)", 3, 6, 0, true)]
    [InlineData("Conv2d(6, new[] { 1, 3 })", "(3, 8, 8)", 3, 6, 0, true)]
    [InlineData("Conv2d(6, 1)", "(3, 8, 8)", 3, 6, 0, false)]
    [InlineData("Conv1d(6, 3)", "(3, 8)", 3, 6, 0, false)]
    [InlineData("ConvTranspose2d(6, 2)", "(3, 8, 8)", 3, 6, 0, false)]
    public void Maps_say_what_they_connect(string use, string input, int featuresIn, int featuresOut, int dimension, bool isFactor)
    {
        var map = (IMap)Place(use, input);
        Assert.Equal((featuresIn, featuresOut, dimension, isFactor), (map.FeaturesIn, map.FeaturesOut, map.FeatureDimension, map.IsFactor));
    }

    [Theory]
    [InlineData("BatchNorm2d", "(3, 4, 5)", 20, true, 0)]
    [InlineData("BatchNorm1d", "(8)", 1, true, 0)]
    [InlineData("InstanceNorm2d", "(3, 4, 5)", 20, false, 0)]
    [InlineData("GroupNorm(2)", "(6, 4, 5)", 60, false, null)]
    [InlineData("GroupNorm(6)", "(6, 4, 5)", 20, false, 0)]
    [InlineData("LayerNorm", "(4, 8)", 8, false, null)]
    [InlineData("LayerNorm(Dims = 2)", "(4, 8)", 32, false, null)]
    [InlineData("RMSNorm", "(4, 8)", 8, false, null)]
    public void Norms_say_what_they_normalize(string use, string input, long population, bool spansBatch, int? centered)
    {
        var norm = (INormalization)Place(use, input);
        Assert.Equal((population, spansBatch, centered), (norm.Population, norm.SpansBatch, norm.CenteredDimension));
    }

    [Theory]
    [InlineData("Softmax", "(4, 7)", 7)]
    [InlineData("Softmax(1)", "(4, 7)", 4)]
    public void A_softmax_says_how_many_share(string use, string input, int units) => Assert.Equal(units, ((IShares)Place(use, input)).Units);

    [Theory]
    [InlineData("Dropout(0.3)", false)]
    [InlineData("StochasticDepth(0.3)", false)]
    [InlineData("AlphaDropout(0.3)", true)]
    public void A_dropout_says_what_it_keeps(string use, bool keepsVariance)
    {
        var dropout = (IDropout)Place(use, "(8)");
        Assert.Equal((0.3, keepsVariance), (dropout.Probability, dropout.KeepsVariance));
    }

    private static Operator Place(string use, string input) =>
        Catalog.CreateOperator((OperatorAttribute)Catalog.CreateAttribute(Declare.Attribute(use))!, new[] { input.Shape() }.ToEquatableArray());
}
