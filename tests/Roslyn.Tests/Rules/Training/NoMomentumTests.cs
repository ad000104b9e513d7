using DeepDsl.Analyzers.Rules.Training;
using DeepDsl.CodeFixes.Training;

namespace Roslyn.Tests.Rules.Training;

public sealed class NoMomentumTests : RuleTests<NoMomentum, NoMomentumFix>
{
    [Fact]
    public Task On_a_deep_model() => Fires("""
        using DeepDsl;

        [Block]
        public partial class Step
        {
            [Input] public partial Node X { get; }
            [Linear(64), ReLU, Residual(nameof(X))] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, [|SGD(0.1)|]]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Use<Step>(Repeat = 9), Linear(10)] public partial Node Logits { get; }
        }
        """,
        "[SGD] without momentum is slow at saddle points and in ravines, and this model is 10 layers deep; write Momentum = 0.9");

    [Fact]
    public Task Is_content_with_nine_layers() => Silent("""
        using DeepDsl;

        [Block]
        public partial class Step
        {
            [Input] public partial Node X { get; }
            [Linear(64), ReLU, Residual(nameof(X))] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Use<Step>(Repeat = 8), Linear(10)] public partial Node Logits { get; }
        }
        """);

    [Fact]
    public Task Is_content_with_clipping() => Silent("""
        using DeepDsl;

        [Block]
        public partial class Step
        {
            [Input] public partial Node X { get; }
            [Linear(64), ReLU, Residual(nameof(X))] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1), ClipGradNorm(1)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Use<Step>(Repeat = 20), Linear(10)] public partial Node Logits { get; }
        }
        """);

    [Fact]
    public Task Is_content_with_momentum_or_another_optimizer() => Silent("""
        using DeepDsl;

        [Block]
        public partial class Step
        {
            [Input] public partial Node X { get; }
            [Linear(64), ReLU, Residual(nameof(X))] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, Adam(1e-3)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Use<Step>(Repeat = 20), Linear(10)] public partial Node Logits { get; }
        }
        """);

    [Fact]
    public Task Adds_it() => Fixes("""
        using DeepDsl;

        [Block]
        public partial class Step
        {
            [Input] public partial Node X { get; }
            [Linear(64), ReLU, Residual(nameof(X))] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, [|SGD(0.05, WeightDecay = 0)|]]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Use<Step>(Repeat = 12), Linear(10)] public partial Node Logits { get; }
        }
        """, """
        using DeepDsl;

        [Block]
        public partial class Step
        {
            [Input] public partial Node X { get; }
            [Linear(64), ReLU, Residual(nameof(X))] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.05, WeightDecay = 0, Momentum = 0.9)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Use<Step>(Repeat = 12), Linear(10)] public partial Node Logits { get; }
        }
        """,
        title: "Set Momentum = 0.9");

    [Fact]
    public Task Replaces_none() => Fixes("""
        using DeepDsl;

        [Block]
        public partial class Step
        {
            [Input] public partial Node X { get; }
            [Linear(64), ReLU, Residual(nameof(X))] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.05, [|Momentum = 0|])]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Use<Step>(Repeat = 12), Linear(10)] public partial Node Logits { get; }
        }
        """, """
        using DeepDsl;

        [Block]
        public partial class Step
        {
            [Input] public partial Node X { get; }
            [Linear(64), ReLU, Residual(nameof(X))] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.05, Momentum = 0.9)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Use<Step>(Repeat = 12), Linear(10)] public partial Node Logits { get; }
        }
        """,
        title: "Set Momentum = 0.9");
}
