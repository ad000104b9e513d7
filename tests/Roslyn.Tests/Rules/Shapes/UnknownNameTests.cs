using DeepDsl.Analyzers.Rules.Shapes;
using DeepDsl.CodeFixes.Shapes;

namespace Roslyn.Tests.Rules.Shapes;

public sealed class UnknownNameTests : RuleTests<UnknownName, UnknownNameFix>
{
    [Fact]
    public Task Names_the_nearest_member() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(64), ReLU] public partial Node Hidden { get; }
        [Linear(64), Add([|"Hiden"|]), Linear(10)] public partial Node Logits { get; }
        """,
        "There is no member 'Hiden'; did you mean 'Hidden'?");

    [Fact]
    public Task Lists_the_members_where_none_is_near() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(64), ReLU] public partial Node Hidden { get; }
        [From([|"Encoder"|]), Linear(10)] public partial Node Logits { get; }
        """,
        "There is no member 'Encoder'; known so far: Hidden, X");

    [Fact]
    public Task A_number_is_no_node_and_a_node_no_number() => Fires("""
        public const int Width = 64;
        [Input(64)] public partial Node X { get; }
        [Linear([|nameof(X)|]), ReLU] public partial Node Hidden { get; }
        [From(nameof(X)), Linear(64), Residual([|nameof(Width)|]), Linear(10)] public partial Node Logits { get; }
        """,
        "'X' is a Node, but a number or flag is expected here",
        "'Width' is a number or flag, but a Node is expected here");

    [Fact]
    public Task From_needs_a_name() => Fires("""
        [Input(64)] public partial Node X { get; }
        [From([|null|]), Linear(64), ReLU] public partial Node Hidden { get; }
        [Linear(10)] public partial Node Logits { get; }
        """,
        "[From] needs the name of a member");

    [Fact]
    public Task A_computed_member_must_be_one_the_compiler_can_follow() => Fires("""
        public int Width => X.Features.ToString().Length;
        [Input(64)] public partial Node X { get; }
        [Linear([|nameof(Width)|]), ReLU] public partial Node Hidden { get; }
        [Linear(10)] public partial Node Logits { get; }
        """,
        "'Width' is no number that the compiler can compute: 'X.Features.ToString().Length' may use int, double and bool, arithmetic, comparisons, ?:, Math.Min, Math.Max, constants and sizes such as X.Channels");

    [Fact]
    public Task A_switch_must_be_a_flag() => Fires("""
        public const int Width = 64;
        [Input(64)] public partial Node X { get; }
        [Linear(10), ReLU([|When = nameof(Width)|])] public partial Node Logits { get; }
        """,
        "When needs a bool member, but 'Width' is none that the compiler can compute");

    [Fact]
    public Task The_first_member_needs_an_input() => Fires("""
        [Linear(10)] public partial Node [|Logits|] { get; }
        """,
        "'Logits' has nothing to act on: the first member of a model needs [Input(...)]");

    [Fact]
    public Task A_member_needs_an_operator() => Fires("""
        [Input(64)] public partial Node X { get; }
        public partial Node [|Hidden|] { get; }
        [Linear(10)] public partial Node Logits { get; }
        """,
        "'Hidden' says nothing: give it [Input(...)], [From(...)] or an operator");

    [Fact]
    public Task All_wrong_names_are_reported_at_once() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Add([|"Y"|], [|"Z"|]), Concat([|"U"|])] public partial Node Hidden { get; }
        [Add([|"V"|], nameof(Hidden)), Linear(10)] public partial Node Logits { get; }
        """,
        [.. "YZUV".Select(name => $"There is no member '{name}'; known so far: X")]);

    [Fact]
    public Task A_first_member_without_anything_is_one_mistake() => Fires("""
        public partial Node [|X|] { get; }
        [Linear(10)] public partial Node Logits { get; }
        """,
        "'X' has nothing to act on: the first member of a model needs [Input(...)]");

    [Fact]
    public Task Joining_needs_a_name() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(64), [|Add|], Linear(10)] public partial Node Logits { get; }
        """,
        "[Add] needs the name of at least one member to add");

    [Fact]
    public Task Says_nothing_about_names_that_stand() => Silent("""
        public const bool IsDeep = true;
        public int Half => X.Features / 2;
        [Input(64)] public partial Node X { get; }
        [Linear(nameof(Half)), ReLU(When = nameof(IsDeep))] public partial Node Hidden { get; }
        [From(nameof(X)), Linear(32), Add(nameof(Hidden)), Linear(10)] public partial Node Logits { get; }
        """);

    // Here C# itself has said what is wrong.
    [Theory]
    [InlineData("From({|CS1503:5|}), Linear(10)")]
    [InlineData("Add({|CS1503:5|}), Linear(10)")]
    [InlineData("{|CS1729:Linear|}")]
    [InlineData("{|CS0246:{|CS0246:Lniear|}|}(10)")]
    public Task Says_nothing_about_what_does_not_compile(string operators) => Silent($$"""
        [Input(64)] public partial Node X { get; }
        [Linear(64), ReLU] public partial Node Hidden { get; }
        [{{operators}}] public partial Node Logits { get; }
        [Linear(10)] public partial Node Last { get; }
        """);

    [Theory]
    [InlineData("From([|\"Hiden\"|])", "From(nameof(Hidden))", "Use 'Hidden'")]
    [InlineData("From([|nameof({|CS0103:Hidedn|})|])", "From(nameof(Hidden))", "Use 'Hidden'")]
    [InlineData("Add(nameof(X), [|\"hidden\"|])", "Add(nameof(X), nameof(Hidden))", "Use 'Hidden'")]
    [InlineData("Add([|nameof(Hide)|], /* skip */ nameof(X))", "Add(nameof(Hidden), /* skip */ nameof(X))", "Use 'Hidden'")]
    [InlineData("Add([|nameof(Net.Hide)|])", "Add(nameof(Net.Hidden))", "Use 'Hidden'")]
    [InlineData("Add([|nameof(Helper.Hide)|])", "Add(nameof(Hidden))", "Use 'Hidden'")]
    [InlineData("Linear([|\"Widht\"|])", "Linear(nameof(Width))", "Use 'Width'")]
    [InlineData("Linear(64, [|When = \"IsDep\"|])", "Linear(64, When = nameof(IsDeep))", "Use 'IsDeep'")]
    [InlineData("Noise([|Like = nameof(Net.Hide)|])", "Noise(Like = nameof(Net.Hidden))", "Use 'Hidden'")]
    [InlineData("Use<Gated>(64, Inputs = new[] { nameof(X), [|\"Hiden\"|] })", "Use<Gated>(64, Inputs = new[] { nameof(X), nameof(Hidden) })", "Use 'Hidden'")]
    [InlineData("Use<Gated>(64, Inputs = [[|nameof(Net.Hide)|], nameof(X)])", "Use<Gated>(64, Inputs = [nameof(Net.Hidden), nameof(X)])", "Use 'Hidden'")]
    [InlineData("Add([|\"clas\"|])", "Add(nameof(@class))", "Use 'class'")]
    public Task Puts_in_the_name_that_was_meant(string marked, string @fixed, string title) => Fixes($$"""
        public const int Width = 64;
        public const bool IsDeep = true;
        private string Hide() => "";
        private static class Helper { public static int Hide => 1; }
        [Block] public partial class Gated { [Hyper] public partial int W { get; } [Input] public partial Node X { get; } [Input] public partial Node A { get; } [Input] public partial Node B { get; } [From(nameof(X)), Add(nameof(A), nameof(B))] public partial Node Y { get; } }
        [Input(64)] public partial Node X { get; }
        [Linear(64), ReLU] public partial Node @class { get; }
        [Linear(64), ReLU] public partial Node Hidden { get; }
        [{{marked}}, Linear(10)] public partial Node Logits { get; }
        """, $$"""
        public const int Width = 64;
        public const bool IsDeep = true;
        private string Hide() => "";
        private static class Helper { public static int Hide => 1; }
        [Block] public partial class Gated { [Hyper] public partial int W { get; } [Input] public partial Node X { get; } [Input] public partial Node A { get; } [Input] public partial Node B { get; } [From(nameof(X)), Add(nameof(A), nameof(B))] public partial Node Y { get; } }
        [Input(64)] public partial Node X { get; }
        [Linear(64), ReLU] public partial Node @class { get; }
        [Linear(64), ReLU] public partial Node Hidden { get; }
        [{{@fixed}}, Linear(10)] public partial Node Logits { get; }
        """, title);

    [Theory]
    [InlineData("Use<Part>(4, [|Until = nameof(Part.{|CS0117:Hafl|})|])", "Use<Part>(4, Until = nameof(Part.Half))")]
    [InlineData("Use<Part>(4, [|Until = nameof(Lib.Part.Wide)|])", "Use<Part>(4, Until = nameof(Lib.Part.Wide2))")]
    [InlineData("Use<Part>(4, [|Until = \"Hafl\"|], Repeat = 1)", "Use<Part>(4, Until = \"Half\", Repeat = 1)")]
    [InlineData("Use<Part>(4, [|Until = \"Hiden\"|])", "Use<Part>(4, Until = \"Hidden\")")]
    [InlineData("Use<Part>([|nameof({|CS0103:Witdh|})|])", "Use<Part>(nameof(Width))")]
    [InlineData("Use<Part>(new object[] { 4, [|\"Witdh\"|] })", "Use<Part>(new object[] { 4, nameof(Width) })")]
    [InlineData("Use<Pair>(Inputs = new[] { [|nameof({|CS0103:Stak|})|] })", "Use<Pair>(Inputs = new[] { nameof(Stack) })")]
    [InlineData("Use<Pair>(Repeat = 1, Inputs = new[] { [|\"Stak\"|] })", "Use<Pair>(Repeat = 1, Inputs = new[] { nameof(Stack) })")]
    [InlineData("MultiheadAttention(1, [|Memory = \"Stak\"|])", "MultiheadAttention(1, Memory = nameof(Stack))")]
    [InlineData("SumOf(nameof(Stack), [|nameof(Part.{|CS0117:Hafl|})|])", "SumOf(nameof(Stack), nameof(Part.Half))")]
    [InlineData("SumOf([|nameof({|CS0103:Stak|})|], nameof(Part.Half))", "SumOf(nameof(Stack), nameof(Part.Half))")]
    [InlineData("ConcatOf(nameof(Stack), [|\"Hafl\"|])", "ConcatOf(nameof(Stack), \"Half\")")]
    [InlineData("ConcatOf(nameof(Stack), [|nameof(Net.Half2)|], Dim = 1)", "ConcatOf(nameof(Stack), nameof(Net.Half), Dim = 1)")]
    public Task Puts_in_the_name_of_a_blocks_node(string marked, string @fixed)
    {
        return Fixes(Source(marked), Source(@fixed), title: null);

        static string Source(string use) => $$"""
            using DeepDsl;
            using Lib;

            namespace Lib
            {
                [Block] public partial class Part
                {
                    [Hyper] public partial int Size { get; }
                    [Hyper(1)] public partial int Wide { get; }
                    [Input] public partial Node X { get; }
                    [Tanh] private partial Node Hidden { get; }
                    [Tanh] public partial Node Half { get; }
                    [Tanh] public partial Node Wide2 { get; }
                }
                [Block] public partial class Pair
                {
                    [Input] public partial Node A { get; }
                    [Input] public partial Node B { get; }
                    [From(nameof(A)), Add(nameof(B))] public partial Node Y { get; }
                }
            }

            [Model] public partial class Net
            {
                public const int Width = 4, Half2 = 3, Half = 2;
                [Input(4, 4)] public partial Node X { get; }
                [Use<Part>(4)] public partial Node Stack { get; }
                [{{use}}, Add(nameof(Stack))] public partial Node Y { get; }
            }
            """;
    }

    [Fact]
    public Task Offers_nothing_where_no_name_is_near() => OffersNothing("""
        [Input(64)] public partial Node X { get; }
        [From([|"Encoder"|]), Linear(10)] public partial Node Logits { get; }
        """);
}
