using DeepDsl.Analyzers.Rules.Shapes;
using DeepDsl.CodeFixes.Shapes;

namespace Roslyn.Tests.Rules.Shapes;

public sealed class ReservedNameTests : RuleTests<ReservedName, ReservedNameFix>
{
    [Fact]
    public Task Marks_every_name_that_is_taken() => Fires("""
        public const int [|LastOutput|] = 10;
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU] public partial Node [|Summary|] { get; }
        [Linear(LastOutput)] public partial Node Logits { get; }
        """,
        "'LastOutput' is the name of a member that the generator writes: rename it",
        "'Summary' is the name of a member that the generator writes: rename it");

    [Fact]
    public Task Says_nothing_about_names_that_only_look_alike() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(32), ReLU] public partial Node Predicted { get; }
        [Linear(10)] public partial Node Summaries { get; }
        public string Predict(string text) => text;
        """);

    [Fact]
    public Task Renames_the_member_everywhere() => Fixes("""
        using DeepDsl;

        [Model]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64), ReLU] public partial Node [|Summary|] { get; }
            [Linear(64), Add(nameof(Summary)), Linear(10)] public partial Node Logits { get; }
            public int SummaryValue => 3;
            public int Width => Summary.Features;
        }

        public static class Use
        {
            public static string Show(Net net) => $"{net.Summary} {nameof(Net.Summary)}";
        }
        """, """
        using DeepDsl;

        [Model]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64), ReLU] public partial Node SummaryValue2 { get; }
            [Linear(64), Add(nameof(SummaryValue2)), Linear(10)] public partial Node Logits { get; }
            public int SummaryValue => 3;
            public int Width => SummaryValue2.Features;
        }

        public static class Use
        {
            public static string Show(Net net) => $"{net.SummaryValue2} {nameof(Net.SummaryValue2)}";
        }
        """,
        title: "Rename to 'SummaryValue2'");

    [Fact]
    public Task Renames_what_stands_in_another_part() => Fixes("""
        using DeepDsl;

        [Model]
        public partial class [|Net|]
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Logits { get; }
        }

        partial class Net
        {
            public string Summary => "ten digits";
        }
        """, """
        using DeepDsl;

        [Model]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Logits { get; }
        }

        partial class Net
        {
            public string SummaryValue => "ten digits";
        }
        """,
        title: "Rename to 'SummaryValue'");

    [Theory]
    [InlineData("public const int [|LastOutput|] = 10;", "public const int LastOutputValue = 10;", "Rename to 'LastOutputValue'")]
    [InlineData("private int [|Workspace|]() => 10;", "private int WorkspaceMethod() => 10;", "Rename to 'WorkspaceMethod'")]
    [InlineData("public Node [|forward|] => Logits;", "public Node forwardValue => Logits;", "Rename to 'forwardValue'")]
    public Task Renames_other_members(string before, string after, string title) => Fixes($$"""
        {{before}}
        [Input(64)] public partial Node X { get; }
        [Linear(10)] public partial Node Logits { get; }
        """, $$"""
        {{after}}
        [Input(64)] public partial Node X { get; }
        [Linear(10)] public partial Node Logits { get; }
        """, title);

    [Fact]
    public Task Renames_the_class() => Fixes("""
        using DeepDsl;

        [Model]
        public partial class [|State|]
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Logits { get; }
        }
        """, """
        using DeepDsl;

        [Model]
        public partial class StateModel
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Logits { get; }
        }
        """,
        title: "Rename to 'StateModel'");
}
