using DeepDsl.Analyzers.Rules.Composition;
using DeepDsl.CodeFixes.Composition;

namespace Roslyn.Tests.Rules.Composition;

public sealed class DoubleSoftmaxTests : RuleTests<DoubleSoftmax, DoubleSoftmaxFix>
{
    [Fact]
    public Task Softmax_before_cross_entropy() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(10)] public partial Node Logits { get; }
        [[|Softmax|]] public partial Node Chances { get; }
        """,
        "[Softmax] in 'Chances' makes probabilities, but [CrossEntropyLoss] needs logits, of which it makes probabilities itself; remove [Softmax]");

    [Fact]
    public Task Sigmoid_before_its_loss_on_a_member() => Fires("""
        using DeepDsl;

        [Model]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1), [|Sigmoid|], BCEWithLogitsLoss] public partial Node Chance { get; }
        }
        """,
        "[Sigmoid] in 'Chance' makes probabilities, but [BCEWithLogitsLoss] needs logits, of which it makes probabilities itself; remove [Sigmoid]");

    [Fact]
    public Task Two_of_them_are_told_of_once() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(10), Softmax, [|Softmax|]] public partial Node Chances { get; }
        """,
        "[Softmax] in 'Chances' makes probabilities, but [CrossEntropyLoss] needs logits, of which it makes probabilities itself; remove [Softmax]");

    [Fact]
    public Task Leaves_probabilities_alone_that_no_loss_judges() => Silent("""
        using DeepDsl;

        [Model, CrossEntropyLoss(nameof(Net.Logits))]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10), Output] public partial Node Logits { get; }
            [Softmax, Output] public partial Node Chances { get; }
        }
        """);

    [Fact]
    public Task Removes_it() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(10), [|Softmax(1)|]] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(10)] public partial Node Logits { get; }
        """,
        title: "Remove [Softmax]");

    [Fact]
    public Task Removes_its_member() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(10)] public partial Node Logits { get; }

        /// <summary>Chances.</summary>
        [[|Softmax|]]
        public partial Node Chances { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(10)] public partial Node Logits { get; }
        """,
        title: "Remove [Softmax]");

    [Fact]
    public Task Removes_members_that_others_are_called_like() => Fixes("""
        using DeepDsl;

        [Model, CrossEntropyLoss]
        public partial class First
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Scores { get; }
            [[|Softmax|]] public partial Node Logits { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Second
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Logits { get; }
            [[|Softmax|]] public partial Node Scores { get; }
        }
        """, """
        using DeepDsl;

        [Model, CrossEntropyLoss]
        public partial class First
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Scores { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Second
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Logits { get; }
        }
        """,
        title: "Remove [Softmax]");

    [Theory]
    [InlineData("[Model, CrossEntropyLoss(nameof(Chances))]", "")]
    [InlineData("[Model, CrossEntropyLoss]", "class Other { string Name => nameof(Net.Chances); }")]
    public Task Keeps_a_member_that_is_named(string attributes, string other) => OffersNothing($$"""
        using DeepDsl;

        {{attributes}}
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Logits { get; }
            [[|Softmax|]] public partial Node Chances { get; }
        }

        {{other}}
        """);

    [Fact]
    public Task Does_not_leave_a_loss_without_an_operator() => OffersNothing("""
        using DeepDsl;

        [Model]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Logits { get; }
            [[|Softmax|], CrossEntropyLoss] public partial Node Chances { get; }
        }
        """);
}
