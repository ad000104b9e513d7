using DeepDsl.Analyzers.Rules.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Roslyn.Tests.Rules.Composition;

public sealed class TinyStatisticsTests : RuleTests<TinyStatistics>
{
    [Fact]
    public Task Over_one_feature() => Fires("""
        using DeepDsl;

        [Model, MSELoss]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(1), [|LayerNorm|]] public partial Node Y { get; }
        }
        """,
        "[LayerNorm] in 'Y' normalizes every value by itself, so that nothing of it is left; remove it, or normalize over more dimensions");

    [Fact]
    public Task Over_one_value_of_a_group() => Fires("""
        [Input(3, 16, 16)] public partial Node Image { get; }
        [AdaptiveAvgPool2d(1), [|GroupNorm(3)|], Flatten, Linear(10)] public partial Node Logits { get; }
        """,
        "[GroupNorm] in 'Logits' normalizes every value by itself, so that nothing of it is left; remove it, or normalize over more dimensions");

    [Fact]
    public Task Does_not_judge_a_batch_of_unknown_size() => Silent("""
        [Input(64)] public partial Node X { get; }
        [Linear(8, Bias = false), BatchNorm1d, ReLU, Linear(10)] public partial Node Logits { get; }
        """);

    [Theory]
    [InlineData("1", DiagnosticSeverity.Error, "[BatchNorm1d] in 'Logits' normalizes every value by itself, so that nothing of it is left; with batches of one sample use [GroupNorm] or [LayerNorm]")]
    [InlineData("4", DiagnosticSeverity.Warning, "[BatchNorm1d] in 'Logits' takes mean and variance from 4 values, which is too few to be reliable; use [GroupNorm] or [LayerNorm], or larger batches")]
    [InlineData("8", null, null)]
    [InlineData("many", null, null)]
    public async Task Counts_the_batch_that_a_configuration_names(string size, DiagnosticSeverity? severity, string? message)
    {
        var test = new RuleTest<EmptyCodeFixProvider>(Rule)
        {
            TestCode = Markup.Numbered(Sources.Whole($$"""
                [Input(64)] public partial Node X { get; }
                [Linear(8, Bias = false), {{(message is null ? "BatchNorm1d" : "[|BatchNorm1d|]")}}, ReLU, Linear(10)] public partial Node Logits { get; }
                """)),
        };
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", $"is_global = true\ndeepdsl.batch_size = {size}\n"));
        if (message is not null)
            test.ExpectedDiagnostics.Add(Expected(0, severity!.Value).WithMessage(message));
        await test.RunAsync(TestContext.Current.CancellationToken);
    }
}
