using DeepDsl.Analyzers.Rules.Shapes;
using DeepDsl.CodeFixes.Shapes;

namespace Roslyn.Tests.Rules.Shapes;

public sealed class ElementCountChangesTests : RuleTests<ElementCountChanges, ElementCountChangesFix>
{
    [Fact]
    public Task Marks_the_size_that_is_wrong() => Fires("""
        [Input(16)] public partial Node X { get; }
        [Linear(128), Reshape(8, 4, [|5|]), Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        "[Reshape] makes (8, 4, 5), 160 elements, from (128), 128 elements [X (16) → Linear (128)]; 4 instead of 5 keeps them all");

    [Fact]
    public Task Marks_the_operator_where_no_single_size_is_wrong() => Fires("""
        [Input(16)] public partial Node X { get; }
        [[|Reshape(3, 5)|], Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        "[Reshape] makes (3, 5), 15 elements, from (16), 16 elements");

    [Fact]
    public Task Marks_a_size_that_cannot_be_inferred() => Fires("""
        [Input(16)] public partial Node X { get; }
        [[|Reshape(3, -1)|], Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        "[Reshape] cannot infer -1 in (3, -1): the 16 elements of (16) do not divide by 3");

    [Fact]
    public Task Says_nothing_where_the_count_stays() => Silent("""
        [Input(16)] public partial Node X { get; }
        [Reshape(2, 8), Reshape(4, -1), Flatten, Linear(10)] public partial Node Logits { get; }
        """);

    [Theory]
    [InlineData("Reshape(8, 4, [|5|])", "Reshape(8, 4, 4)")]
    [InlineData("Reshape([|3|], 32)", "Reshape(4, 32)")]
    [InlineData("Reshape(8, /* rows */ [|2 + 3|], 4)", "Reshape(8, /* rows */ 4, 4)")]
    [InlineData("Reshape(new[] { 8, 4, [|5|] })", "Reshape(new[] { 8, 4, 4 })")]
    public Task Infers_the_size(string marked, string @fixed) => Fixes($$"""
        [Input(128)] public partial Node X { get; }
        [{{marked}}, Flatten, Linear(10)] public partial Node Logits { get; }
        """, $$"""
        [Input(128)] public partial Node X { get; }
        [{{@fixed}}, Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        title: "Use 4");

    [Fact]
    public Task Offers_nothing_where_no_single_size_would_do() => OffersNothing("""
        [Input(16)] public partial Node X { get; }
        [[|Reshape(3, 5)|], Flatten, Linear(10)] public partial Node Logits { get; }
        """);
}
