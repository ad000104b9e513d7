using DeepDsl;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;

namespace Runtime.Tests.Composition;

/// <summary>Blocks in every form of use, against autograd.</summary>
public sealed class BlockTests
{
    private const string Blocks = """
        [Block]
        public partial class Dense
        {
            [Hyper] public partial int Width { get; }
            [Hyper(0.0)] public partial double P { get; }
            [Hyper(true)] public partial bool Norm { get; }
            [Input] public partial Node X { get; }
            [Linear(nameof(Width)), LayerNorm(When = nameof(Norm)), Tanh, Dropout(nameof(P))] public partial Node Y { get; }
        }

        [Block]
        public partial class Gated
        {
            [Input] public partial Node X { get; }
            public int Width => X.Features;
            [Linear(nameof(Width)), Tanh] public partial Node Filter { get; }
            [From(nameof(X)), Linear(nameof(Width)), Sigmoid, Output] public partial Node Skip { get; }
            [Add(nameof(Filter)), Residual(nameof(X))] public partial Node Y { get; }
        }

        [Block]
        public partial class Nested
        {
            [Hyper] public partial int Depth { get; }
            [Input] public partial Node X { get; }
            [Use<Gated>(Repeat = nameof(Depth))] public partial Node Body { get; }
            [Use<Dense>(5)] public partial Node Y { get; }
        }

        [Block]
        public partial class Mixed
        {
            [Input] public partial Node X { get; }
            [Input] public partial Node Memory { get; }
            [From(nameof(X)), Add(nameof(Memory)), Tanh] public partial Node Y { get; }
        }
        """;

    [Theory]
    [InlineData("[Use<Dense>(4)] public partial Node Y { get; }")]
    [InlineData("[Use<Dense>(4, 0.3, false)] public partial Node Y { get; }")]
    [InlineData("[Use<Dense>(new[] { 4, 7, 3 }, 0.2)] public partial Node Y { get; }")]
    [InlineData("[Use<Gated>(Repeat = 3)] public partial Node Stack { get; } [SumOf(nameof(Stack), nameof(Gated.Skip)), Linear(2)] public partial Node Y { get; }")]
    [InlineData("[Use<Gated>(Repeat = 3)] public partial Node Stack { get; } [ConcatOf(nameof(Stack), nameof(Gated.Skip)), Linear(2)] public partial Node Y { get; }")]
    [InlineData("[Use<Nested>(2), Linear(3), Use<Nested>(1)] public partial Node Y { get; }")]
    [InlineData("[Use<Gated>(Until = nameof(Gated.Filter))] public partial Node Y { get; }")]
    [InlineData("[Linear(6), Tanh] public partial Node M { get; } [From(nameof(X)), Use<Mixed>(Repeat = 2, Inputs = new[] { nameof(M) })] public partial Node Y { get; }")]
    [InlineData("[Use<Dense>(4)] public partial Node A { get; } [From(nameof(X)), Tanh, Use<Dense>(4, Share = nameof(A))] public partial Node B { get; } [Concat(nameof(A))] public partial Node Y { get; }")]
    [InlineData("[Linear(6)] public partial Node A { get; } [Tanh, Linear(6, TieWeight = nameof(A), Bias = false)] public partial Node Y { get; }")]
    public void Trains_like_autograd(string members)
    {
        using var model = RuntimeModel.Create(RuntimeModel.Compile(Blocks + RuntimeModel.Source("Net", "", "6", members)), "Net", new() { DType = torch.ScalarType.Float64 });
        Assert.InRange(GradientCheck.Run(model, [6], batch: 4), 0, 1e-8);
    }

    [Fact]
    public void Shared_parameters_are_there_once()
    {
        var members = "[Use<Dense>(4)] public partial Node A { get; } [From(nameof(X)), Use<Dense>(4, Share = nameof(A))] public partial Node B { get; } [Add(nameof(A))] public partial Node Y { get; }";
        using var model = RuntimeModel.Create(RuntimeModel.Compile(Blocks + RuntimeModel.Source("Net", "", "6", members)), "Net");
        Assert.Equal(["a.dense.y.linear.weight", "a.dense.y.linear.bias", "a.dense.y.norm.weight", "a.dense.y.norm.bias"], model.named_parameters().Select(pair => pair.name));
    }

    [Fact]
    public void Names_are_paths_and_can_be_chosen()
    {
        var source = Blocks.Replace("[Linear(nameof(Width)), LayerNorm(", "[Linear(nameof(Width), Name = \"fc\"), LayerNorm(") +
            RuntimeModel.Source("Net", "", "6", "[Use<Dense>(4, 0.0, false, Repeat = 2, Name = \"layer1\"), Use<Dense>(3, 0.0, false)] public partial Node Y { get; }");
        using var model = RuntimeModel.Create(RuntimeModel.Compile(source), "Net");
        Assert.Equal(
            ["layer1.0.fc.weight", "layer1.0.fc.bias", "layer1.1.fc.weight", "layer1.1.fc.bias", "y.dense2.fc.weight", "y.dense2.fc.bias"],
            model.named_parameters().Select(pair => pair.name));
    }

    [Fact]
    public void A_model_has_hyperparameters_with_defaults()
    {
        var source = """
            [Model] public partial class Net
            {
                [Hyper(5)] public partial int Width { get; }
                [Input(3)] public partial Node X { get; }
                [Linear(nameof(Width))] public partial Node Y { get; }
            }
            """;
        dynamic model = RuntimeModel.Create(RuntimeModel.Compile(source), "Net");
        Assert.Equal(5, (int)model.Width);
        Assert.Equal("(5)", ((ModelSummary)model.GetType().GetProperty("Summary").GetValue(null)).Layers[^1].OutputShape);
    }
}
