using DeepDsl.Analyzers.Rules.Composition;
using DeepDsl.CodeFixes.Composition;

namespace Roslyn.Tests.Rules.Composition;

public sealed class HiddenSoftmaxTests : RuleTests<HiddenSoftmax, HiddenSoftmaxFix>
{
    [Fact]
    public Task Between_layers() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), [|Softmax|]] public partial Node Hidden { get; }
        [Dropout(0.1), Linear(10)] public partial Node Logits { get; }
        """,
        "[Softmax] in 'Hidden' stands between layers: its units share a sum of one, so that signal and gradient shrink with their number; use [ReLU] in hidden layers");

    [Fact]
    public Task Behind_a_convolution() => Fires("""
        [Input(3, 16, 16)] public partial Node Image { get; }
        [Conv2d(8, 3), [|Softmax(1)|], MaxPool2d(2), Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        "[Softmax] in 'Logits' stands between layers: its units share a sum of one, so that signal and gradient shrink with their number; use [ReLU] in hidden layers");

    [Fact]
    public Task Leaves_attention_alone() => Silent("""
        [Input(6, 8)] public partial Node X { get; }
        [Linear(6), Softmax, Dropout(0.1), MatMul(nameof(X)), Flatten, Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Leaves_a_mean_of_learned_rows_alone() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), Softmax, Linear(16, Bias = false), ReLU, Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Leaves_results_alone() => Silent("""
        using DeepDsl;

        [Model]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(32), Softmax, Output] public partial Node Shares { get; }
            [Linear(10), Output] public partial Node Logits { get; }
        }
        """);

    [Fact]
    public Task Takes_ReLU_without_its_arguments() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), [|Softmax(-1)|] /* shares */, Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU /* shares */, Linear(10)] public partial Node Logits { get; }
        """,
        title: "Use [ReLU]");
}
