using DeepDsl.Compiler.Signal;

namespace Compiler.Tests.Signal;

/// <summary>Where a prediction says that it is unsure, and where it does not.</summary>
public sealed class DoubtTests
{
    private const string Narrow = "the network is narrow for its depth";
    private const string Depthwise = "a depthwise convolution without normalization sums too few terms to be Gaussian";
    private const string Few = "statistics of fewer than 8 values";
    private const string PostNorm = "normalization behind the sum with attention";
    private const string Unstable = "an activation that keeps no scale stable";

    [Theory]
    [InlineData("[Input(64)] X [Linear(64), ReLU, Linear(10)] Y", null)]
    [InlineData("[Input(64)] X [Linear(4), ReLU, Linear(4), ReLU, Linear(10)] Y", null)]
    [InlineData("[Input(64)] X [Linear(4), ReLU, Linear(4), ReLU, Linear(4), ReLU, Linear(4), ReLU, Linear(4), ReLU, Linear(10)] Y", Narrow)]
    [InlineData("[Input(3, 8, 8)] X [Conv2d(4, 3), ReLU, Conv2d(4, 3), ReLU, Conv2d(4, 3), ReLU, Flatten, Linear(4), ReLU, Linear(10)] Y", null)]
    [InlineData("[Input(64)] X [Linear(64), ReLU, Linear(10), Dropout] Y", null)]
    [InlineData("[Input(3, 8, 8)] X [Conv2d(64, 3), ReLU, Conv2d(64, 3, Groups = 64), ReLU, Flatten, Linear(10)] Y", Depthwise)]
    [InlineData("[Input(3, 8, 8)] X [Conv2d(64, 3), ReLU, Conv2d(64, 3, Groups = 64), BatchNorm2d, ReLU, Flatten, Linear(10)] Y", null)]
    [InlineData("[Input(16, 64)] X [MultiheadAttention(4), Residual(nameof(X)), LayerNorm, Mean(1), Linear(10)] Y", PostNorm)]
    [InlineData("[Input(16, 64)] X [LayerNorm, MultiheadAttention(4), Residual(nameof(X))] H [LayerNorm, Linear(64), Residual(nameof(H)), Mean(1), Linear(10)] Y", null)]
    [InlineData("[Input(64)] X [Linear(64), ReLU, Residual(nameof(X)), Linear(10)] Y", null)]
    [InlineData("[Input(64)] X [Linear(64), ReLU, Linear(64), Residual(nameof(X)), Linear(10)] Y", null)]
    [InlineData("[Input(64)] X [Linear(64), GELU, Linear(10)] Y", Unstable)]
    [InlineData("[Input(64)] X [Linear(64), LayerNorm, GELU, Linear(10)] Y", null)]
    [InlineData("[Input(64)] X [Linear(64), Softmax, Linear(10)] Y", "a softmax inside the network")]
    [InlineData("[Input(64, 64)] X [MatMul(nameof(X)), Flatten, Linear(10)] Y", "[MatMul] has no rule")]
    [InlineData("[Input(64)] X [Linear(64, WeightInit = Initializer.Constant, WeightValue = 0.1), ReLU, Linear(10)] Y", "all weights are the same number")]
    public void A_reason_is_given_where_there_is_one(string members, string? reason) =>
        Assert.Equal(reason is null ? [] : [reason], Reasons($"[CrossEntropyLoss] class Net {members}"));

    [Theory]
    [InlineData(4, Few)]
    [InlineData(8, null)]
    public void Small_batches_leave_BatchNorm_unsure(int batch, string? reason) =>
        Assert.Equal(reason is null ? [] : [reason], Reasons("[CrossEntropyLoss] class Net [Input(64)] X [Linear(64), BatchNorm1d, ReLU, Linear(10)] Y", batch));

    [Fact]
    public void Without_a_loss_gradients_are_anybodys_guess() => Assert.Equal(["no loss is declared"], Reasons("[Input(64)] X [Linear(64), ReLU, Linear(10)] Y"));

    [Fact]
    public void Each_reason_is_given_once_where_it_first_applies()
    {
        var doubt = Assert.Single(SignalPropagation.Predict(Declare.Sound(Declare.Graph("[CrossEntropyLoss] class Net [Input(64)] X [Linear(64)] A [GELU] B [Linear(64), GELU, Linear(10)] Y"))).Doubts);
        Assert.Equal("B", doubt.Node.Name);
    }

    private static IEnumerable<string> Reasons(string source, int batch = SignalPropagation.UsualBatch) =>
        SignalPropagation.Predict(Declare.Sound(Declare.Graph(source)), batch).Doubts.Select(doubt => doubt.Reason);
}
