using DeepDsl.Analyzers.Rules.Shapes;
using DeepDsl.CodeFixes.Shapes;

namespace Roslyn.Tests.Rules.Shapes;

public sealed class PartialityTests : RuleTests<Partiality, PartialityFix>
{
    [Fact]
    public Task A_model_is_partial_and_says_nothing_else_before_it_is() => Fires("""
        using DeepDsl;

        [Model, CrossEntropyLoss]
        public class [|Net|]
        {
            [Input(64)] public Node X { get; }
            [Linear(32), BatchNorm2d] public Node Hidden { get; }
            [Linear(10), Add("Nobody")] public Node Logits { get; }
        }
        """,
        "'Net' is not partial, so the generator cannot add to it: write 'partial class Net'");

    [Fact]
    public Task The_order_of_nodes_is_clear_in_one_declaration_only() => Fires("""
        using DeepDsl;

        [Model, CrossEntropyLoss]
        public partial class [|Net|]
        {
            [Input(64)] public partial Node X { get; }
        }

        public partial class Net
        {
            [Linear(10)] public partial Node Logits { get; }
        }
        """,
        "The nodes of 'Net' stand in several declarations, so their order is not clear: move 'Logits' to the declaration that 'X' is in");

    [Fact]
    public Task A_member_with_operators_is_a_node() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(10)] public int [|Logits|] { get; }
        """,
        "'Logits' has the attribute [Linear], so it must be a node: write 'public partial Node Logits { get; }'");

    [Fact]
    public Task The_generator_writes_the_body_of_a_node() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(10)] public Node [|Logits|] => new(10);
        """,
        "'Logits' has a body, but the generator writes it: write 'public partial Node Logits { get; }' and nothing more");

    [Fact]
    public Task Says_nothing_about_plain_properties_and_other_members() => Silent("""
        public string Title { get; } = "";
        public Node Last => Logits;
        [Input(64)] public Node X { get; }
        [Linear(10)] public Node Logits { get; }
        """);

    [Theory]
    [InlineData("public class [|Net|]", "public partial class Net")]
    [InlineData("class [|Net|] // small", "partial class Net // small")]
    [InlineData("/// <summary>Small.</summary>\ninternal sealed class [|Net|]", "/// <summary>Small.</summary>\ninternal sealed partial class Net")]
    public Task Makes_a_class_partial(string before, string after)
    {
        return Fixes(Source(before), Source(after), title: "Make 'Net' partial");

        static string Source(string header) => $$"""
            using DeepDsl;

            [Model]
            {{header}}
            {
                [Input(64)] public Node X { get; }
                [Linear(10)] public Node Logits { get; }
            }
            """;
    }

    [Theory]
    [InlineData("[Linear(10)] public int [|Logits|] { get; } // ten", "[Linear(10)] public partial Node Logits { get; } // ten")]
    [InlineData("[Linear(10)]\n/* ten */ int [|Logits|] { get; set; }", "[Linear(10)]\n/* ten */ partial Node Logits { get; }")]
    [InlineData("[Linear(10)] public Node [|Logits|] => new(10);", "[Linear(10)] public partial Node Logits { get; }")]
    [InlineData("[Linear(10)] public DeepDsl.Node [|Logits|] { get { return default; } }", "[Linear(10)] public partial DeepDsl.Node Logits { get; }")]
    [InlineData("[Linear(10)] public object [|Logits|] { get; } = new();", "[Linear(10)] public partial Node Logits { get; }")]
    public Task Makes_a_property_a_node(string before, string after) => Fixes($$"""
        [Input(64)] public partial Node X { get; }
        {{before}}
        """, $$"""
        [Input(64)] public partial Node X { get; }
        {{after}}
        """,
        title: "Write 'partial Node Logits { get; }'");
}
