using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Composition;

/// <summary>Inputs of integers, and tables shared with the last layer.</summary>
public sealed class EmbeddingTests
{
    private const string Source = """
        [Model, CrossEntropyLoss, AdamW(1e-2)]
        public partial class Language
        {
            [Input(5, DType = DType.Int64)] public partial Node Tokens { get; }
            [Embedding(11, 6, WeightInit = Initializer.Normal, WeightStd = 0.1)] public partial Node Table { get; }
            [Linear(6), Tanh, Linear(11, Bias = false, TieWeight = nameof(Table))] public partial Node Logits { get; }
        }
        """;

    [Fact]
    public void Gradients_of_a_tied_table_equal_autograd()
    {
        dynamic model = RuntimeModel.Create(RuntimeModel.Compile(Source), "Language", new() { DType = ScalarType.Float64 });
        using var tokens = Tensors.Classes(1, 11, [4, 5]);
        using var target = Tensors.Classes(2, 11, [4, 5]);
        float loss = model.ComputeGradients(tokens, target);
        var module = (nn.Module)model;
        var explicitGradients = module.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!.clone());
        module.zero_grad();
        using Tensor logits = model.forward(tokens);
        using var expected = nn.functional.cross_entropy(logits.transpose(1, 2), target);
        expected.backward();

        Assert.Equal(expected.item<double>(), loss, 1e-5);
        Assert.Equal(["table.embedding.weight", "logits.linear.weight", "logits.linear.bias"], module.named_parameters().Select(pair => pair.name));
        Assert.All(module.named_parameters(), pair => Assert.True(pair.parameter.grad!.allclose(explicitGradients[pair.name], 1e-9, 1e-12), pair.name));
    }

    [Fact]
    public void Learns_to_repeat()
    {
        dynamic model = RuntimeModel.Create(RuntimeModel.Compile(Source), "Language");
        using var tokens = Tensors.Classes(3, 11, [16, 5]);
        float first = model.TrainStep(tokens, tokens), last = 0;
        for (var step = 0; step < 200; step++)
            last = model.TrainStep(tokens, tokens);
        Assert.InRange(last, 0, first / 3);
    }

    [Fact]
    public void An_index_outside_the_table_is_named()
    {
        dynamic model = RuntimeModel.Create(RuntimeModel.Compile(Source), "Language");
        using var tokens = full([1, 5], 11, ScalarType.Int64);
        var error = Assert.Throws<ArgumentException>(() => { model.TrainStep(tokens, tokens); });
        Assert.Equal("'Tokens' holds index 11 at position 0, but the embedding has 0 to 10.", error.Message);
    }
}
