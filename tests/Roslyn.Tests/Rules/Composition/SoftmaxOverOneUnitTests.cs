using DeepDsl.Analyzers.Rules.Composition;
using DeepDsl.CodeFixes.Composition;

namespace Roslyn.Tests.Rules.Composition;

public sealed class SoftmaxOverOneUnitTests : RuleTests<SoftmaxOverOneUnit, SoftmaxOverOneUnitFix>
{
    [Fact]
    public Task Before_a_loss_of_probabilities() => Fires("""
        using DeepDsl;

        [Model, BCELoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1), [|Softmax|]] public partial Node Chance { get; }
        }
        """,
        "[Softmax] in 'Chance' acts along a dimension of size 1 and is always 1, so that nothing is learned; use [Sigmoid] for a yes-or-no decision");

    [Fact]
    public Task Before_a_loss_of_logits_it_is_the_only_mistake() => Fires("""
        using DeepDsl;

        [Model, BCEWithLogitsLoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1), [|Softmax|]] public partial Node Chance { get; }
        }
        """,
        "[Softmax] in 'Chance' acts along a dimension of size 1 and is always 1, so that nothing is learned; remove it: the loss applies a sigmoid of its own");

    [Fact]
    public Task Along_any_dimension() => Fires("""
        [Input(1, 8)] public partial Node X { get; }
        [[|Softmax(1)|], Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        "[Softmax] in 'Logits' acts along a dimension of size 1 and is always 1, so that nothing is learned; use [Sigmoid] for a yes-or-no decision");

    [Fact]
    public Task Is_content_with_two() => Silent("""
        using DeepDsl;

        [Model, MSELoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(2), Softmax, Linear(1, Bias = false)] public partial Node Y { get; }
        }
        """);

    [Fact]
    public Task Takes_a_sigmoid() => Fixes("""
        using DeepDsl;

        [Model, BCELoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1), [|Softmax(1)|]] public partial Node Chance { get; }
        }
        """, """
        using DeepDsl;

        [Model, BCELoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1), Sigmoid] public partial Node Chance { get; }
        }
        """,
        title: "Use [Sigmoid]");

    [Fact]
    public Task Removes_it_before_logits() => Fixes("""
        using DeepDsl;

        [Model, BCEWithLogitsLoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1), [|Softmax|]] public partial Node Chance { get; }
        }
        """, """
        using DeepDsl;

        [Model, BCEWithLogitsLoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1)] public partial Node Chance { get; }
        }
        """,
        title: "Remove [Softmax]");
}
