using DeepDsl.Analyzers.Rules.Shapes;
using DeepDsl.CodeFixes.Shapes;

namespace Roslyn.Tests.Rules.Shapes;

public sealed class ModelFormTests : RuleTests<ModelForm, ModelFormFix>
{
    [Theory]
    [InlineData("public partial [|record|] Net", "'Net' is a record, but a model derives from TorchSharp's Module, which only a class can: write 'partial class Net'")]
    [InlineData("public partial [|struct|] Net", "'Net' is a struct, but a model derives from TorchSharp's Module, which only a class can: write 'partial class Net'")]
    [InlineData("public [|abstract|] partial class Net", "'Net' is abstract, so the generated Clone() could not make instances of it: remove 'abstract'")]
    [InlineData("[|file|] partial class Net", "'Net' is confined to its file, and the generator writes into another: replace 'file' by 'internal'")]
    [InlineData("public partial class Net : [|System.Exception|]", "'Net' derives from 'Exception', but a model derives from the generated base: remove ': System.Exception'; interfaces may stay")]
    public Task Marks_the_token_that_is_to_blame(string header, string message) => Fires(Source(header), message);

    // An editor shows at once only what stands in the model itself.
    [Fact]
    public Task Marks_the_model_where_what_is_to_blame_stands_around_it() => Fires("""
        using DeepDsl;

        public class Outer
        {
            [Model]
            public partial class [|Net|]
            {
                [Input(64)] public Node X { get; }
                [Linear(10)] public Node Logits { get; }
            }
        }
        """,
        "'Net' is nested in 'Outer', which is not partial, so the generator cannot add to it: write 'partial class Outer'");

    [Fact]
    public Task Says_nothing_about_nested_generic_and_sealed_classes() => Silent("""
        using DeepDsl;

        public partial class Outer<T>
        {
            [Model]
            private sealed partial class Net : System.IComparable<T>
            {
                [Input(64)] public partial Node X { get; }
                [Linear(10)] public partial Node Logits { get; }
                public int CompareTo(T? other) => 0;
                public string forward(string text) => text;
            }
        }
        """);

    [Theory]
    [InlineData("public partial [|record|] Net", "public partial class Net", "Make 'Net' a class")]
    [InlineData("public partial [|record|] class Net // ten", "public partial class Net // ten", "Make 'Net' a class")]
    [InlineData("public readonly partial [|struct|] Net", "public partial class Net", "Make 'Net' a class")]
    [InlineData("readonly partial [|record|] struct Net", "partial class Net", "Make 'Net' a class")]
    [InlineData("public [|abstract|] partial class Net", "public partial class Net", "Remove 'abstract'")]
    [InlineData("/* small */ [|abstract|] partial class Net", "/* small */ partial class Net", "Remove 'abstract'")]
    [InlineData("[|file|] partial class Net", "internal partial class Net", "Replace 'file' by 'internal'")]
    [InlineData("public partial class Net : [|System.Exception|]", "public partial class Net", "Remove the base 'System.Exception'")]
    [InlineData("public partial class Net : [|System.Exception|], INothing", "public partial class Net : INothing", "Remove the base 'System.Exception'")]
    public Task Changes_as_little_of_the_class_as_it_can(string before, string after, string title) =>
        Fixes(Source(before), Source(after), title);

    [Theory]
    [InlineData("public [|static|] Node Logits { get; }", "public Node Logits { get; }", "Remove 'static'")]
    [InlineData("public Node Logits { get; [|set|]; }", "public Node Logits { get; }", "Remove 'set'")]
    [InlineData("public Node Logits { get; private [|set|]; } // ten", "public Node Logits { get; } // ten", "Remove 'set'")]
    [InlineData("public Node Logits { get; [|init|]; }", "public Node Logits { get; }", "Remove 'init'")]
    public Task Changes_as_little_of_a_node_as_it_can(string before, string after, string title) => Fixes($$"""
        [Input(64)] public Node X { get; }
        [Linear(10)] {{before}}
        """, $$"""
        [Input(64)] public Node X { get; }
        [Linear(10)] {{after}}
        """, title);

    [Fact]
    public Task Makes_the_class_around_a_model_partial() => Fixes("""
        using DeepDsl;

        public class Outer
        {
            [Model]
            public partial class [|Net|]
            {
                [Input(64)] public Node X { get; }
                [Linear(10)] public Node Logits { get; }
            }
        }
        """, """
        using DeepDsl;

        public partial class Outer
        {
            [Model]
            public partial class Net
            {
                [Input(64)] public Node X { get; }
                [Linear(10)] public Node Logits { get; }
            }
        }
        """,
        title: "Make 'Outer' partial");

    [Fact]
    public Task Sends_a_constructor_through_the_generated_one() => Fixes("""
        public string Title { get; }
        [Input(64)] public Node X { get; }
        [Linear(10)] public Node Logits { get; }
        public [|Net|](string title) => Title = title;
        """, """
        public string Title { get; }
        [Input(64)] public Node X { get; }
        [Linear(10)] public Node Logits { get; }
        public Net(string title) : this({|CS1739:options|}: null) => Title = title;
        """,
        title: "Call the generated constructor");

    [Theory]
    [InlineData("public [|Net|](string title = \"\") { }")]
    [InlineData("public [|Net|](ModelOptions? options = null) { }\npublic sealed class ModelOptions;")]
    [InlineData("public Node [|forward|](Tensor x) => X;\npublic sealed class Tensor;")]
    public Task Offers_nothing_where_only_the_author_knows(string member) => OffersNothing($$"""
        [Input(64)] public Node X { get; }
        [Linear(10)] public Node Logits { get; }
        {{member}}
        """);

    private static string Source(string header) => $$"""
        using DeepDsl;

        [Model]
        {{header}}
        {
            [Input(64)] public Node X { get; }
            [Linear(10)] public Node Logits { get; }
        }

        public interface INothing;
        """;
}
