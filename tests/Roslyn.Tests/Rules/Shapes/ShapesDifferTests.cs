using DeepDsl.Analyzers.Rules.Shapes;
using DeepDsl.CodeFixes.Shapes;

namespace Roslyn.Tests.Rules.Shapes;

public sealed class ShapesDifferTests : RuleTests<ShapesDiffer, ShapesDifferFix>
{
    [Fact]
    public Task Tells_how_both_shapes_came_about() => Fires("""
        [Input(3, 8, 8)] public partial Node Image { get; }
        [Conv2d(16, 3, Padding = 1)] public partial Node Stem { get; }
        [Conv2d(32, 3, Stride = 2, Padding = 1), [|Residual|]] public partial Node Body { get; }
        [Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        "[Residual] needs equal shapes, but adds (16, 8, 8) to (32, 4, 4) [Image (3, 8, 8) → Conv2d (16, 8, 8) → Conv2d (32, 4, 4); Image (3, 8, 8) → Conv2d (16, 8, 8)]; Projection.Conv1x1BatchNorm makes them agree");

    [Fact]
    public Task Adds_only_what_has_one_shape() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU] public partial Node Hidden { get; }
        [Linear(64), [|Add(nameof(Hidden))|], Linear(10)] public partial Node Logits { get; }
        """,
        "[Add] needs values of one shape, but adds (32) to (64) [X (64) → Linear (32) → ReLU (32) → Linear (64); X (64) → Linear (32) → ReLU (32)]");

    [Fact]
    public Task Joins_only_what_differs_along_one_dimension() => Fires("""
        [Input(3, 8, 8)] public partial Node Image { get; }
        [MaxPool2d(2), [|Concat(nameof(Image))|], Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        "[Concat] needs shapes that differ along dimension 1 only, but joins (3, 8, 8) to (3, 4, 4) [Image (3, 8, 8) → MaxPool2d (3, 4, 4); Image (3, 8, 8)]");

    [Theory]
    [InlineData("[|Multiply(nameof(Other))|]", "[Multiply] needs shapes whose sizes agree or are 1, but multiplies (8, 4) by (8, 16) [X (8, 16) → Linear (8, 4); X (8, 16)]")]
    [InlineData("[|MatMul(nameof(Other))|]", "[MatMul] needs as many columns on the left as rows on the right, but multiplies (8, 4) by (8, 16) [X (8, 16) → Linear (8, 4); X (8, 16)]")]
    [InlineData("MultiheadAttention(2, [|Memory = nameof(Other)|])", "[MultiheadAttention] needs a memory (length, 4) for its input (8, 4), but gets (8, 16) [X (8, 16) → Linear (8, 4); X (8, 16)]")]
    public Task Combines_only_what_fits(string marked, string message) => Fires($$"""
        [Input(8, 16)] public partial Node X { get; }
        [From(nameof(X))] public partial Node Other { get; }
        [Linear(4), {{marked}}, Flatten, Linear(10)] public partial Node Logits { get; }
        """, message);

    [Fact]
    public Task Says_nothing_where_a_projection_brings_them_together() => Silent("""
        [Input(3, 8, 8)] public partial Node Image { get; }
        [Conv2d(32, 3, Stride = 2, Padding = 1), Residual(Projection = Projection.Conv1x1)] public partial Node Body { get; }
        [Flatten, Linear(10)] public partial Node Logits { get; }
        """);

    [Theory]
    [InlineData("[|Residual|]", "Residual(Projection = Projection.Conv1x1BatchNorm)")]
    [InlineData("[|Residual(nameof(Image))|]", "Residual(nameof(Image), Projection = Projection.Conv1x1BatchNorm)")]
    [InlineData("Residual([|Projection = Projection.Linear|])", "Residual(Projection = Projection.Conv1x1BatchNorm)")]
    [InlineData("Residual([|Projection = Projection.None|], Name = \"skip\")", "Residual(Projection = Projection.Conv1x1BatchNorm, Name = \"skip\")")]
    public Task Projects_feature_maps(string marked, string @fixed) => Fixes($$"""
        [Input(3, 8, 8)] public partial Node Image { get; }
        [Conv2d(32, 3, Stride = 2, Padding = 1), {{marked}}, ReLU] public partial Node Body { get; }
        [Flatten, Linear(10)] public partial Node Logits { get; }
        """, $$"""
        [Input(3, 8, 8)] public partial Node Image { get; }
        [Conv2d(32, 3, Stride = 2, Padding = 1), {{@fixed}}, ReLU] public partial Node Body { get; }
        [Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        title: "Set Projection = Projection.Conv1x1BatchNorm");

    [Fact]
    public Task Projects_vectors_and_finds_the_enum_behind_a_member_of_its_name() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), [|Residual|], ReLU] public partial Node Projection { get; }
        [Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(32), Residual(Projection = DeepDsl.Projection.Linear), ReLU] public partial Node Projection { get; }
        [Linear(10)] public partial Node Logits { get; }
        """,
        title: "Set Projection = Projection.Linear");

    [Fact]
    public Task Offers_nothing_where_only_the_user_knows_which_value_is_wrong() => OffersNothing("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), [|Add(nameof(X))|], Linear(10)] public partial Node Logits { get; }
        """);
}
