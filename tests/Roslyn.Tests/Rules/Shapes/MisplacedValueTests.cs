using DeepDsl.Analyzers.Rules.Shapes;
using DeepDsl.CodeFixes.Shapes;
using Microsoft.CodeAnalysis;

namespace Roslyn.Tests.Rules.Shapes;

public sealed class MisplacedValueTests : RuleTests<MisplacedValue, MisplacedValueFix>
{
    private const string Unused = "neither a later member nor the result 'Logits' needs it; take it up with [From], make it an [Output] beside 'Logits', or remove it";

    [Fact]
    public Task A_value_that_nothing_uses_is_a_warning() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(32)] public partial Node [|Left|] { get; }
        [From(nameof(X)), Linear(10)] public partial Node Logits { get; }
        """,
        DiagnosticSeverity.Warning, $"Nothing uses 'Left': {Unused}");

    [Fact]
    public Task A_value_made_from_itself_is_an_error() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(64), Residual([|nameof(Hidden)|])] public partial Node Hidden { get; }
        [Linear(10)] public partial Node Logits { get; }
        """,
        "'Hidden' cannot be made from itself");

    [Fact]
    public Task A_value_made_from_a_later_one_is_an_error() => Fires("""
        [Input(64)] public partial Node X { get; }
        [Linear(64), Add(nameof(X), [|nameof(Logits)|])] public partial Node Hidden { get; }
        [Linear(64)] public partial Node Logits { get; }
        """,
        "'Hidden' is made before 'Logits', so it cannot use it; members are made in the order in which they stand");

    [Fact]
    public Task A_schedule_and_clipping_without_an_optimizer_are_one_warning() => Fires(Lacking("[|OneCycleLR|], ClipGradNorm(1)"), DiagnosticSeverity.Warning,
        "[OneCycleLR] and [ClipGradNorm] have no effect without an optimizer, which 'Net' lacks: add one, such as [AdamW]");

    [Fact]
    public Task Adds_the_optimizer_that_a_schedule_lacks() => Fixes(Lacking("[|OneCycleLR|]"), Lacking("AdamW, OneCycleLR"), "Add [AdamW]", severity: DiagnosticSeverity.Warning);

    private static string Lacking(string settings) => $$"""
        using DeepDsl;

        [Model, CrossEntropyLoss, {{settings}}]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(10)] public partial Node Logits { get; }
        }
        """;

    [Fact]
    public Task Says_nothing_about_outputs_and_branches() => Silent("""
        using DeepDsl;

        [Model]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(32), Output] public partial Node Left { get; }
            [From(nameof(X)), Linear(10), Output] public partial Node Right { get; }
        }
        """);

    // It shares its id with an error, and is configured like any warning nevertheless.
    [Theory]
    [InlineData(ReportDiagnostic.Default, ReportDiagnostic.Default, DiagnosticSeverity.Warning)]
    [InlineData(ReportDiagnostic.Error, ReportDiagnostic.Default, DiagnosticSeverity.Error)]
    [InlineData(ReportDiagnostic.Default, ReportDiagnostic.Error, DiagnosticSeverity.Error)]
    [InlineData(ReportDiagnostic.Default, ReportDiagnostic.Info, DiagnosticSeverity.Info)]
    [InlineData(ReportDiagnostic.Error, ReportDiagnostic.Suppress, null)]
    public async Task An_unused_value_is_as_severe_as_the_user_says(ReportDiagnostic allWarnings, ReportDiagnostic thisRule, DiagnosticSeverity? expected)
    {
        var source = Sources.Whole("""
            [Input(64)] public partial Node X { get; }
            [Linear(32)] public partial Node Left { get; }
            [From(nameof(X)), Linear(10)] public partial Node Logits { get; }
            """);
        var options = TestCompilation.Options.WithGeneralDiagnosticOption(allWarnings);
        if (thisRule != ReportDiagnostic.Default)
            options = options.WithSpecificDiagnosticOptions([new(MisplacedValue.Id, thisRule)]);
        var findings = await TestCompilation.Of(TestCompilation.Parsing, options, source).FindingsAsync();
        Assert.Equal(expected, findings.SingleOrDefault()?.Severity);
    }

    [Fact]
    public Task Removes_the_value_that_nothing_uses() => Fixes("""
        [Input(64)] public partial Node X { get; }

        /// <summary>Of no use.</summary>
        [Linear(32)] // too narrow
        public partial Node [|Left|] { get; }

        // What counts.
        [From(nameof(X)), Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }

        // What counts.
        [From(nameof(X)), Linear(10)] public partial Node Logits { get; }
        """,
        title: "Remove 'Left'", severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("From([|nameof(Logits)|]), Linear(64)", "Linear(64)", "Remove [From]")]
    [InlineData("Linear(64), Add([|nameof(Hidden)|])", "Linear(64)", "Remove [Add]")]
    [InlineData("Linear(64), Concat(nameof(X), [|nameof(Logits)|], Dim = -1)", "Linear(64), Concat(nameof(X), Dim = -1)", "Remove nameof(Logits) from [Concat]")]
    [InlineData("Linear(64), Residual([|nameof(Hidden)|])", "Linear(64), Residual", "Add the member's own input")]
    public Task Removes_the_name_that_makes_a_circle(string marked, string @fixed, string title) => Fixes($$"""
        [Input(64)] public partial Node X { get; }
        [{{marked}}, ReLU] public partial Node Hidden { get; }
        [Linear(10)] public partial Node Logits { get; }
        """, $$"""
        [Input(64)] public partial Node X { get; }
        [{{@fixed}}, ReLU] public partial Node Hidden { get; }
        [Linear(10)] public partial Node Logits { get; }
        """, title);

    [Fact]
    public Task Removes_a_list_that_would_be_empty() => Fixes("""
        [Input(64)] public partial Node X { get; }
        [From([|nameof(Logits)|])] // back
        [Linear(64)]
        public partial Node Hidden { get; }
        [Linear(10)] public partial Node Logits { get; }
        """, """
        [Input(64)] public partial Node X { get; }
        [Linear(64)]
        public partial Node Hidden { get; }
        [Linear(10)] public partial Node Logits { get; }
        """,
        title: "Remove [From]");

    [Fact]
    public Task A_second_optimizer_or_schedule_has_no_effect() => Fires("""
        using DeepDsl;

        [Model, MSELoss, SGD(0.1), [|Adam(1e-3)|], OneCycleLR]
        [[|CosineAnnealingLR|]]
        public partial class Net
        {
            [Input(4)] public partial Node X { get; }
            [Linear(2)] public partial Node Y { get; }
        }
        """,
        "[Adam] is a second optimizer beside [SGD], but a model has one: remove one of them",
        "[CosineAnnealingLR] is a second schedule beside [OneCycleLR], but a model has one: remove one of them");

    // C# has said so.
    [Fact]
    public Task The_same_optimizer_twice_is_an_error_of_the_language() => Silent("""
        using DeepDsl;

        [Model, MSELoss, SGD(0.1), {|CS0579:SGD|}(0.2)]
        public partial class Net
        {
            [Input(4)] public partial Node X { get; }
            [Linear(2)] public partial Node Y { get; }
        }
        """);

    [Fact]
    public Task Removes_what_has_no_effect() => Fixes("""
        using DeepDsl;

        [Model, MSELoss, SGD(0.1)]
        [[|Adam(1e-3)|]] // faster?
        public partial class Net
        {
            [Input(4)] public partial Node X { get; }
            [Use<Part>] public partial Node Y { get; }
        }

        [Block, [|CrossEntropyLoss|]]
        public partial class Part
        {
            [Input] public partial Node X { get; }
            [Linear(2), [|MSELoss|]] public partial Node Y { get; }
        }
        """, """
        using DeepDsl;

        [Model, MSELoss, SGD(0.1)]
        public partial class Net
        {
            [Input(4)] public partial Node X { get; }
            [Use<Part>] public partial Node Y { get; }
        }

        [Block]
        public partial class Part
        {
            [Input] public partial Node X { get; }
            [Linear(2)] public partial Node Y { get; }
        }
        """, title: null);

    [Fact]
    public Task Blocks_that_use_each_other_are_told_once() => Fires("""
        using DeepDsl;

        [Block] public partial class Ping { [Input] public partial Node X { get; } [Tanh, [|Use<Pong>|]] public partial Node Y { get; } }
        [Block] public partial class Pong { [Input] public partial Node X { get; } [Use<Ping>] public partial Node Y { get; } }
        [Model] public partial class Net { [Input(4)] public partial Node X { get; } [Use<Pong>] public partial Node Y { get; } }
        """,
        "'Ping' uses itself through 'Pong', so it would never end");

    [Fact]
    public Task Offers_nothing_where_no_operator_would_be_left() => OffersNothing("""
        [Input(64)] public partial Node X { get; }
        [From([|nameof(Logits)|])] public partial Node Hidden { get; }
        [Linear(10)] public partial Node Logits { get; }
        """);
}
