using DeepDsl.Analyzers.Rules.Composition;
using DeepDsl.CodeFixes.Composition;

namespace Roslyn.Tests.Rules.Composition;

public sealed class StackedActivationsTests : RuleTests<StackedActivations, StackedActivationsFix>
{
    [Fact]
    public Task Marks_the_second_of_two() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU, Dropout(0.2)] public partial Node Hidden { get; }
        [[|GELU|], Linear(10)] public partial Node Logits { get; }
        """,
        "[GELU] in 'Logits' follows [ReLU] in 'Hidden' with no layer between: [ReLU] in 'Hidden' is nonlinear enough, remove [GELU] in 'Logits'");

    [Fact]
    public Task Marks_the_first_where_the_second_makes_probabilities() => Fires("""
        using DeepDsl;

        [Model, BCELoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1), [|ReLU|], Sigmoid] public partial Node Chance { get; }
        }
        """,
        "[Sigmoid] in 'Chance' follows [ReLU] in 'Chance' with no layer between: [Sigmoid] in 'Chance' is nonlinear enough, remove [ReLU] in 'Chance'");

    [Fact]
    public Task Leaves_attention_over_activated_scores_alone() => Silent("""
        [Input(6, 8)] public partial Node X { get; }
        [Linear(6), LeakyReLU(0.2), Softmax, MatMul(nameof(X)), Flatten, Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Is_content_with_a_layer_or_norm_between() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU, BatchNorm1d, ReLU, Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Leaves_a_value_alone_that_something_else_uses() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU] public partial Node A { get; }
        [Tanh, Add(nameof(A)), Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Removes_it_from_its_list() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), Sigmoid, /* again */ [|Tanh|], Linear(10)] // all
        public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(32), Sigmoid, Linear(10)] // all
        public partial Node Logits { get; }
        """,
        title: "Remove [Tanh]");

    [Fact]
    public Task Removes_the_list_that_would_be_empty() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU]
        [[|ReLU|]]
        [Linear(10)]
        public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU]
        [Linear(10)]
        public partial Node Logits { get; }
        """,
        title: "Remove [ReLU]");

    [Fact]
    public Task Removes_the_member_that_is_nothing_else() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU] public partial Node A { get; }
        [[|ReLU|]] public partial Node B { get; }
        [Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU] public partial Node A { get; }
        [Linear(10)] public partial Node Logits { get; }
        """,
        title: "Remove [ReLU]");

    [Fact]
    public Task Leaves_a_member_that_others_name() => OffersNothing("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU] public partial Node A { get; }
        [[|ReLU|]] public partial Node B { get; }
        [From(nameof(B)), Linear(10)] public partial Node Logits { get; }
        """);
}
