using DeepDsl.Analyzers.Rules.Shapes;
using DeepDsl.CodeFixes.Shapes;

namespace Roslyn.Tests.Rules.Shapes;

public sealed class MissingFlattenTests : RuleTests<MissingFlatten, MissingFlattenFix>
{
    private const string Flatten = "Insert [Flatten]";
    private const string Pool = "Insert [AdaptiveAvgPool2d(1), Flatten]";

    [Fact]
    public Task Marks_the_first_Linear_that_meets_a_map() => Fires("""
        [Input(1, 8, 8)] public partial Node Image { get; }
        [Conv2d(4, 3), ReLU] public partial Node Stem { get; }
        [[|Linear(32)|], ReLU, Linear(10)] public partial Node Logits { get; }
        """,
        "[Linear] acts on nothing but the width of the feature map (4, 6, 6), so that the loss gets (4, 6, 10) [Image (1, 8, 8) → Conv2d (4, 6, 6) → ReLU (4, 6, 6)]; flatten or pool the map first");

    [Fact]
    public Task Says_nothing_about_a_map_that_is_flattened_or_pooled_later() => Silent("""
        [Input(1, 8, 8)] public partial Node Image { get; }
        [Linear(4), ReLU] public partial Node Rows { get; }
        [Flatten, Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Says_nothing_where_every_pixel_is_classified() => Silent("""
        [Input(3, 8, 8)] public partial Node Image { get; }
        [Conv2d(5, 3, Padding = 1)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Inserts_Flatten_first_in_the_list() => Fixes("""
        [Input(1, 8, 8)] public partial Node Image { get; }
        [Conv2d(4, 3), ReLU] public partial Node Stem { get; }
        [[|Linear(10)|]] public partial Node Logits { get; }
        """, """
        [Input(1, 8, 8)] public partial Node Image { get; }
        [Conv2d(4, 3), ReLU] public partial Node Stem { get; }
        [Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        Flatten);

    [Fact]
    public Task Inserts_pooling_between_neighbours_and_comments() => Fixes("""
        [Input(1, 8, 8)] public partial Node Image { get; }
        /// <summary>The head.</summary>
        [Conv2d(4, 3), ReLU, // features
         /* classes: */ [|Linear(10, Bias = false)|]] // logits
        public partial Node Logits { get; }
        """, """
        [Input(1, 8, 8)] public partial Node Image { get; }
        /// <summary>The head.</summary>
        [Conv2d(4, 3), ReLU, // features
         /* classes: */ AdaptiveAvgPool2d(1), Flatten, Linear(10, Bias = false)] // logits
        public partial Node Logits { get; }
        """,
        Pool, choice: 1);

    [Fact]
    public Task Inserts_into_the_list_of_its_own() => Fixes("""
        [Input(1, 8, 8)] public partial Node Image { get; }
        [Conv2d(4, 3)]
        [ReLU]
        [[|Linear(10)|]]
        public partial Node Logits { get; }
        """, """
        [Input(1, 8, 8)] public partial Node Image { get; }
        [Conv2d(4, 3)]
        [ReLU]
        [Flatten, Linear(10)]
        public partial Node Logits { get; }
        """,
        Flatten);

    [Fact]
    public Task Qualifies_the_name_where_the_namespace_is_not_imported() => Fixes("""
        [DeepDsl.Model, DeepDsl.CrossEntropyLoss]
        public partial class Net
        {
            [DeepDsl.Input(1, 8, 8)] public partial DeepDsl.Node Image { get; }
            [[|DeepDsl.Linear(10)|]] public partial DeepDsl.Node Logits { get; }
        }
        """, """
        [DeepDsl.Model, DeepDsl.CrossEntropyLoss]
        public partial class Net
        {
            [DeepDsl.Input(1, 8, 8)] public partial DeepDsl.Node Image { get; }
            [DeepDsl.Flatten, DeepDsl.Linear(10)] public partial DeepDsl.Node Logits { get; }
        }
        """,
        Flatten);

    [Fact]
    public Task Cures_all_models_of_a_file_at_once() => Fixes("""
        using DeepDsl;

        [Model, CrossEntropyLoss]
        public partial class First
        {
            [Input(1, 8, 8)] public partial Node Image { get; }
            [[|Linear(10)|]] public partial Node Logits { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Second
        {
            [Input(3, 16, 16)] public partial Node Image { get; }
            [Conv2d(8, 3), [|Linear(10)|], ReLU] public partial Node Logits { get; }
        }
        """, """
        using DeepDsl;

        [Model, CrossEntropyLoss]
        public partial class First
        {
            [Input(1, 8, 8)] public partial Node Image { get; }
            [Flatten, Linear(10)] public partial Node Logits { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Second
        {
            [Input(3, 16, 16)] public partial Node Image { get; }
            [Conv2d(8, 3), Flatten, Linear(10), ReLU] public partial Node Logits { get; }
        }
        """,
        Flatten);

    [Fact]
    public Task A_broken_model_leaves_the_others_alone() => Fires("""
        using DeepDsl;

        [Model, CrossEntropyLoss]
        public partial class Broken
        {
            [Input(1, 8, 8)] public partial Node Image { get; }
            [[|Linear(10)|]] public partial Node Logits { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Whole
        {
            [Input(1, 8, 8)] public partial Node Image { get; }
            [Flatten, Linear(10)] public partial Node Logits { get; }
        }
        """,
        "[Linear] acts on nothing but the width of the feature map (1, 8, 8), so that the loss gets (1, 8, 10); flatten or pool the map first");
}
