using DeepDsl.Analyzers.Rules.Training;
using DeepDsl.CodeFixes.Training;
using Microsoft.CodeAnalysis;

namespace Roslyn.Tests.Rules.Training;

public sealed class AdamEpsilonTests : RuleTests<AdamEpsilon, AdamEpsilonFix>
{
    [Fact]
    public Task Too_small() => Fires("""
        using DeepDsl;

        [Model, CrossEntropyLoss, Adam([|Eps = 1e-16|])]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """,
        "An epsilon of 1E-16 lets steps divide by almost nothing where gradients are small; 1e-8 is usual");

    [Fact]
    public Task Is_content_with_small_ones() => Silent("""
        using DeepDsl;

        [Model, CrossEntropyLoss, AdamW(Eps = 1e-10)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """);

    [Fact]
    public Task Takes_the_usual_one() => Fixes("""
        using DeepDsl;

        [Model, CrossEntropyLoss, AdamW(1e-3, [|Eps = 0|], Beta2 = 0.99)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """, """
        using DeepDsl;

        [Model, CrossEntropyLoss, AdamW(1e-3, Eps = 1e-8, Beta2 = 0.99)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """,
        title: "Set Eps = 1e-8");

    // The largest layer has the smallest gradients of single weights.
    [Theory]
    [InlineData("Adam(1e-3)")]
    [InlineData("RMSprop")]
    public Task Larger_than_gradients(string optimizer) => Fires($$"""
        using DeepDsl;

        [Model, CrossEntropyLoss(Weight = 1e-7), [|{{optimizer}}|]]
        public partial class Net
        {
            [Input(1024)] public partial Node X { get; }
            [Linear(1024, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """,
        "The gradient of a weight of 'LogitsLinear' is predicted to be ≈6e-10, less than the epsilon of 1E-08, so that steps shrink with it; normalization, skip connections or a larger start keep it up");

    // Steps that are a few times smaller still train.
    [Fact]
    public Task Little_larger_than_gradients() => Fires("""
        using DeepDsl;

        [Model, CrossEntropyLoss(Weight = 2e-7), [|Adam(1e-3)|]]
        public partial class Net
        {
            [Input(256)] public partial Node X { get; }
            [Linear(256, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """, DiagnosticSeverity.Info,
        "The gradient of a weight of 'LogitsLinear' is predicted to be ≈2e-9, less than the epsilon of 1E-08, so that steps shrink with it; normalization, skip connections or a larger start keep it up");

    [Fact]
    public Task Written_larger_than_gradients() => Fires("""
        using DeepDsl;

        [Model, CrossEntropyLoss, Adam([|Eps = 1|])]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """, DiagnosticSeverity.Info,
        "The gradient of a weight of 'LogitsLinear' is predicted to be ≈0.02, less than the epsilon of 1, so that steps shrink with it; 1e-8 is usual");

    [Fact]
    public Task Takes_the_usual_one_where_a_larger_was_written() => Fixes("""
        using DeepDsl;

        [Model, CrossEntropyLoss, RMSprop(1e-3, [|Eps = 1|])]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """, """
        using DeepDsl;

        [Model, CrossEntropyLoss, RMSprop(1e-3, Eps = 1e-8)]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """,
        title: "Set Eps = 1e-8", severity: DiagnosticSeverity.Info);
}
