using DeepDsl.Analyzers.Rules.Composition;
using DeepDsl.CodeFixes.Composition;
using Microsoft.CodeAnalysis;

namespace Roslyn.Tests.Rules.Composition;

public sealed class DisturbedSelfNormalizationTests : RuleTests<DisturbedSelfNormalization, DisturbedSelfNormalizationFix>
{
    [Fact]
    public Task Dropout_on_either_side_of_SELU() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(64), SELU, [|Dropout(0.1)|]] public partial Node A { get; }
        [Linear(64), [|Dropout(0.1)|], SELU, Linear(10)] public partial Node Logits { get; }
        """,
        "[Dropout] in 'A' disturbs the mean 0 and variance 1 that [SELU] in 'A' keeps; use [AlphaDropout]",
        "[Dropout] in 'Logits' disturbs the mean 0 and variance 1 that [SELU] in 'Logits' keeps; use [AlphaDropout]");

    [Fact]
    public Task BatchNorm_before_and_behind_pooling() => Fires("""
        [Input(3, 16, 16)] public partial Node Image { get; }
        [Conv2d(8, 3, Bias = false), [|BatchNorm2d|], SELU] public partial Node A { get; }
        [Conv2d(8, 3, Bias = false), SELU, MaxPool2d(2), [|BatchNorm2d|], Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        "[BatchNorm2d] in 'A' does what [SELU] in 'A' does by itself with LeCun's initializer; remove it, or use [ReLU]",
        "[BatchNorm2d] in 'Logits' does what [SELU] in 'Logits' does by itself with LeCun's initializer; remove it, or use [ReLU]");

    [Fact]
    public Task Is_content_with_its_own_dropout_with_other_layers_and_with_other_activations() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(64), SELU, AlphaDropout(0.1), Linear(64)] public partial Node A { get; }
        [ReLU, Dropout(0.2), Linear(32, Bias = false), BatchNorm1d, ReLU, Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Takes_the_dropout_that_fits() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(64), SELU, /* some */ [|Dropout(0.1)|], Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(64), SELU, /* some */ AlphaDropout(0.1), Linear(10)] public partial Node Logits { get; }
        """,
        title: "Use [AlphaDropout]", severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Removes_the_norm() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(64, Bias = false), [|BatchNorm1d|], SELU, Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(64, Bias = false), SELU, Linear(10)] public partial Node Logits { get; }
        """,
        title: "Remove [BatchNorm1d]", severity: DiagnosticSeverity.Info);
}
