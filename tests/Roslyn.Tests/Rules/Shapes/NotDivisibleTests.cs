using DeepDsl.Analyzers.Rules.Shapes;
using DeepDsl.CodeFixes.Shapes;

namespace Roslyn.Tests.Rules.Shapes;

public sealed class NotDivisibleTests : RuleTests<NotDivisible, NotDivisibleFix>
{
    [Fact]
    public Task Names_both_channels_and_the_nearest_number() => Fires("""
        [Input(3, 8, 8)] public partial Node Image { get; }
        [Conv2d(30, 3), ReLU, Conv2d(64, 3, [|Groups = 4|]), Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        "[Conv2d] needs groups that divide the 30 channels of its input (30, 6, 6) and the 64 of its output, but Groups is 4 [Image (3, 8, 8) → Conv2d (30, 6, 6) → ReLU (30, 6, 6)]; the nearest that does is 2");

    [Fact]
    public Task Says_nothing_where_they_divide() => Silent("""
        [Input(30, 8, 8)] public partial Node Image { get; }
        [Conv2d(60, 3, Groups = 30), Flatten, Linear(10)] public partial Node Logits { get; }
        """);

    [Theory]
    [InlineData("Conv2d(64, 3, Padding = 1, [|Groups = 4|])", "Conv2d(64, 3, Padding = 1, Groups = 2)")]
    [InlineData("Conv2d(64, 3, [|Groups = nameof(Four)|], Bias = false)", "Conv2d(64, 3, Groups = 2, Bias = false)")]
    public Task Sets_the_nearest_number(string marked, string @fixed) => Fixes($$"""
        public const int Four = 4;
        [Input(30, 8, 8)] public partial Node Image { get; }
        [{{marked}}, Flatten, Linear(10)] public partial Node Logits { get; }
        """, $$"""
        public const int Four = 4;
        [Input(30, 8, 8)] public partial Node Image { get; }
        [{{@fixed}}, Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        title: "Set Groups = 2");

    [Theory]
    [InlineData("MultiheadAttention([|5|])", "[MultiheadAttention] needs a number of heads that divides 16 features, but gets 5; the nearest that does is 4")]
    [InlineData("GroupNorm([|3|])", "[GroupNorm] needs groups that divide 8 channels, but gets 3; the nearest that does is 2")]
    public Task Divides_features_and_channels(string marked, string message) => Fires($$"""
        [Input(8, 16)] public partial Node X { get; }
        [{{marked}}, Flatten, Linear(10)] public partial Node Logits { get; }
        """, message);

    [Fact]
    public Task Cures_all_places_at_once() => Fixes("""
        [Input(30, 8, 8)] public partial Node Image { get; }
        [Conv2d(64, 3, [|Groups = 4|]), ReLU] public partial Node Left { get; }
        [From(nameof(Image)), Conv2d(45, 3, [|Groups = 20|]), Concat(nameof(Left)), Flatten, Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(30, 8, 8)] public partial Node Image { get; }
        [Conv2d(64, 3, Groups = 2), ReLU] public partial Node Left { get; }
        [From(nameof(Image)), Conv2d(45, 3, Groups = 15), Concat(nameof(Left)), Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        title: null);
}
