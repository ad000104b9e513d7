using DeepDsl.Analyzers.Rules.Composition;
using DeepDsl.CodeFixes.Composition;
using Microsoft.CodeAnalysis;

namespace Roslyn.Tests.Rules.Composition;

public sealed class MissingNonlinearityTests : RuleTests<MissingNonlinearity, MissingNonlinearityFix>
{
    [Fact]
    public Task Names_both_layers() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(64)] public partial Node Hidden { get; }
        [[|Linear(10)|]] public partial Node Logits { get; }
        """,
        "[Linear] in 'Logits' follows [Linear] in 'Hidden' with no nonlinearity between, so that both can express no more than one layer; insert an activation such as [ReLU]");

    [Fact]
    public Task Looks_through_shapes_means_and_dropout() => Fires("""
        [Input(3, 16, 16)] public partial Node Image { get; }
        [Conv2d(8, 3), Dropout(0.2), AvgPool2d(2), Flatten, [|Linear(10)|]] public partial Node Logits { get; }
        """,
        "[Linear] in 'Logits' follows [Conv2d] in 'Logits' with no nonlinearity between, so that both can express no more than one layer; insert an activation such as [ReLU]");

    [Fact]
    public Task Suggests_one_where_only_max_pooling_stands_between() => Fires("""
        [Input(3, 16, 16)] public partial Node Image { get; }
        [Conv2d(8, 3), MaxPool2d(2), [|Conv2d(16, 3)|], ReLU, Flatten, Linear(10)] public partial Node Logits { get; }
        """, DiagnosticSeverity.Info,
        "Between [Conv2d] in 'Logits' and [Conv2d] in 'Logits' there is no nonlinearity but the pooling; insert an activation such as [ReLU]");

    [Fact]
    public Task Marks_every_place_that_lacks_one() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(64), [|Linear(64)|], [|Linear(10)|]] public partial Node Logits { get; }
        """,
        "[Linear] in 'Logits' follows [Linear] in 'Logits' with no nonlinearity between, so that both can express no more than one layer; insert an activation such as [ReLU]",
        "[Linear] in 'Logits' follows [Linear] in 'Logits' with no nonlinearity between, so that both can express no more than one layer; insert an activation such as [ReLU]");

    [Fact]
    public Task Marks_the_block_where_every_use_lacks_one() => Fires("""
        using DeepDsl;

        [Block]
        public partial class Twice
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Linear(nameof(Width)), [|Linear(nameof(Width))|], ReLU] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Net
        {
            [Input(8)] public partial Node X { get; }
            [Use<Twice>(16, Repeat = 3), Use<Twice>(32), Linear(10)] public partial Node Logits { get; }
        }
        """,
        "[Linear] in 'Twice.Y' follows [Linear] in 'Twice.Y' with no nonlinearity between, so that both can express no more than one layer; insert an activation such as [ReLU]");

    [Fact]
    public Task Marks_the_use_where_only_some_repetitions_lack_one() => Fires("""
        using DeepDsl;

        [Block]
        public partial class Twice
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Linear(nameof(Width)), ReLU, Linear(64)] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Net
        {
            [Input(8)] public partial Node X { get; }
            [[|Use<Twice>(64, Repeat = 3)|], ReLU, Linear(10)] public partial Node Logits { get; }
        }
        """,
        "In 'Twice', 'Y': [Linear] in 'Twice.Y' follows [Linear] in 'Twice.Y' with no nonlinearity between, so that both can express no more than one layer; insert an activation such as [ReLU]");

    [Fact]
    public Task Tells_of_a_block_once_whatever_number_of_models_use_it() => Fires("""
        using DeepDsl;

        [Block]
        public partial class Twice
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Linear(nameof(Width)), [|Linear(nameof(Width))|], ReLU] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Net
        {
            [Input(8)] public partial Node X { get; }
            [Use<Twice>(16, Repeat = 3), Use<Twice>(32), Linear(10)] public partial Node Logits { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Other
        {
            [Input(8)] public partial Node X { get; }
            [Use<Twice>(16), Linear(10)] public partial Node Logits { get; }
        }
        """,
        "[Linear] in 'Twice.Y' follows [Linear] in 'Twice.Y' with no nonlinearity between, so that both can express no more than one layer; insert an activation such as [ReLU]");

    [Fact]
    public Task Leaves_it_to_the_author_where_only_some_repetitions_lack_one() => OffersNothing("""
        using DeepDsl;

        [Block]
        public partial class Twice
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Linear(nameof(Width)), ReLU, Linear(64)] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Net
        {
            [Input(8)] public partial Node X { get; }
            [[|Use<Twice>(64, Repeat = 3)|], ReLU, Linear(10)] public partial Node Logits { get; }
        }
        """);

    [Fact]
    public Task Leaves_bottlenecks_alone() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(8), Linear(64), ReLU, Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Leaves_factors_of_a_convolution_alone() => Silent("""
        [Input(3, 16, 16)] public partial Node Image { get; }
        [Conv2d(3, 3, Groups = 3), Conv2d(8, 1), ReLU, Conv2d(8, new[] { 1, 5 }), Conv2d(8, new[] { 5, 1 }), ReLU, Flatten, Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Leaves_values_alone_that_something_else_uses() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(64)] public partial Node Stream { get; }
        [Linear(64), ReLU, Residual(nameof(Stream)), Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Is_content_with_a_norm_or_a_product() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(64)] public partial Node Gate { get; }
        [From(nameof(X)), Linear(64), LayerNorm, Linear(64), Multiply(nameof(Gate)), Linear(10)] public partial Node Logits { get; }
        """);

    [Fact]
    public Task Inserts_an_activation() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(64), // wide
         [|Linear(64, Bias = false)|] /* wider */, Dropout(0.1)] public partial Node Hidden { get; }
        [ReLU, Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(64), // wide
         ReLU, Linear(64, Bias = false) /* wider */, Dropout(0.1)] public partial Node Hidden { get; }
        [ReLU, Linear(10)] public partial Node Logits { get; }
        """,
        title: "Insert [ReLU]");

    [Fact]
    public Task Inserts_into_a_block_and_into_lists_of_their_own() => Fixes("""
        using DeepDsl;

        [Block]
        public partial class Twice
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Linear(nameof(Width)), ReLU] [Linear(nameof(Width)), [|Linear(64)|]] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Net
        {
            [Input(8)] public partial Node X { get; }
            [Use<Twice>(32), ReLU, Linear(10)] public partial Node Logits { get; }
        }
        """, """
        using DeepDsl;

        [Block]
        public partial class Twice
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Linear(nameof(Width)), ReLU] [Linear(nameof(Width)), ReLU, Linear(64)] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss]
        public partial class Net
        {
            [Input(8)] public partial Node X { get; }
            [Use<Twice>(32), ReLU, Linear(10)] public partial Node Logits { get; }
        }
        """,
        title: "Insert [ReLU]");

    [Fact]
    public Task Qualifies_the_name_where_the_namespace_is_not_imported() => Fixes("""
        [DeepDsl.Model, DeepDsl.CrossEntropyLoss]
        public partial class Net
        {
            [DeepDsl.Input(64)] public partial DeepDsl.Node X { get; }
            [DeepDsl.Linear(64), [|DeepDsl.Linear(10)|]] public partial DeepDsl.Node Logits { get; }
        }
        """, """
        [DeepDsl.Model, DeepDsl.CrossEntropyLoss]
        public partial class Net
        {
            [DeepDsl.Input(64)] public partial DeepDsl.Node X { get; }
            [DeepDsl.Linear(64), DeepDsl.ReLU, DeepDsl.Linear(10)] public partial DeepDsl.Node Logits { get; }
        }
        """,
        title: "Insert [ReLU]");

    [Fact]
    public Task Cures_all_places_at_once() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [Linear(64), [|Linear(64)|]] public partial Node A { get; }
        [[|Linear(64)|], [|Linear(10)|]] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(64), ReLU, Linear(64)] public partial Node A { get; }
        [ReLU, Linear(64), ReLU, Linear(10)] public partial Node Logits { get; }
        """,
        title: "Insert [ReLU]");

    [Fact]
    public Task Is_content_where_features_become_positions() => Silent("""
        using DeepDsl;

        [Model, MSELoss]
        public partial class Net
        {
            [Input(16, 8, 8)] public partial Node Image { get; }
            [Conv2d(64, 3, Padding = 1), Reshape(16, 2, 2, 8, 8), Permute(0, 1, 4, 2, 5, 3), Reshape(16, 16, 16), Conv2d(3, 3, Padding = 1)] public partial Node Sharp { get; }
        }
        """);
}
