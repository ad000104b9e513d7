using DeepDsl.Analyzers.Rules.Training;
using DeepDsl.CodeFixes.Training;

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
}
