using DeepDsl.Analyzers.Rules.Shapes;
using DeepDsl.CodeFixes.Shapes;

namespace Roslyn.Tests.Rules.Shapes;

public sealed class LossMismatchTests : RuleTests<LossMismatch, LossMismatchFix>
{
    [Fact]
    public Task Cross_entropy_needs_two_classes() => Fires("""
        using DeepDsl;

        [Model, [|CrossEntropyLoss|], Adam]
        public partial class Spam
        {
            [Input(300)] public partial Node Words { get; }
            [Linear(64), ReLU, Linear(1)] public partial Node Logit { get; }
        }
        """,
        "[CrossEntropyLoss] needs at least two classes, but the output (1) has one [Words (300) → Linear (64) → ReLU (64) → Linear (1)]; use [BCEWithLogitsLoss] for a yes-or-no decision");

    [Fact]
    public Task Cross_entropy_needs_classes_it_can_find() => Fires("""
        using DeepDsl;

        [Model]
        [[|CrossEntropyLoss|]]
        public partial class Volume
        {
            [Input(4, 8, 8, 8)] public partial Node Voxels { get; }
            [Tanh] public partial Node Logits { get; }
        }
        """,
        "[CrossEntropyLoss] needs logits (classes), (length, classes) or (classes, height, width), but the output is (4, 8, 8, 8) [Voxels (4, 8, 8, 8) → Tanh (4, 8, 8, 8)]");

    [Fact]
    public Task Says_nothing_where_they_fit() => Silent("""
        using DeepDsl;

        [Model, BCEWithLogitsLoss]
        public partial class Spam
        {
            [Input(300)] public partial Node Words { get; }
            [Linear(64), ReLU, Linear(1)] public partial Node Logit { get; }
        }
        """);

    [Fact]
    public Task Takes_the_loss_for_one_logit() => Fixes("""
        using DeepDsl;

        [Model, [|CrossEntropyLoss(LabelSmoothing = 0.1)|], Adam(1e-3)]
        public partial class Spam
        {
            [Input(300)] public partial Node Words { get; }
            [Linear(64), ReLU, Linear(1)] public partial Node Logit { get; }
        }
        """, """
        using DeepDsl;

        [Model, BCEWithLogitsLoss, Adam(1e-3)]
        public partial class Spam
        {
            [Input(300)] public partial Node Words { get; }
            [Linear(64), ReLU, Linear(1)] public partial Node Logit { get; }
        }
        """,
        title: "Use [BCEWithLogitsLoss]");

    [Fact]
    public Task Keeps_lists_and_comments() => Fixes("""
        [DeepDsl.Model]
        [/* loss */ [|DeepDsl.CrossEntropyLoss|] /* of one class */] // ?
        public partial class Spam
        {
            [DeepDsl.Input(300)] public partial DeepDsl.Node Words { get; }
            [DeepDsl.Linear(1)] public partial DeepDsl.Node Logit { get; }
        }
        """, """
        [DeepDsl.Model]
        [/* loss */ DeepDsl.BCEWithLogitsLoss /* of one class */] // ?
        public partial class Spam
        {
            [DeepDsl.Input(300)] public partial DeepDsl.Node Words { get; }
            [DeepDsl.Linear(1)] public partial DeepDsl.Node Logit { get; }
        }
        """,
        title: "Use [BCEWithLogitsLoss]");
}
