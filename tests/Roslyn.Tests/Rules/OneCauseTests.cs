using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Roslyn.Tests.Rules;

/// <summary>A cause that rules of several kinds know has one diagnostic.</summary>
public sealed class OneCauseTests
{
    [Theory]
    [InlineData("ReLU", "DD0302")]
    [InlineData("LeakyReLU", "DD0302")]
    [InlineData("Sigmoid", "DD0302")]
    public async Task What_signals_become_behind_zeros_is_told_of_as_the_saddle_that_it_is(string activation, string expected)
    {
        var compilation = TestCompilation.Of(Signal.Stacks.Blocks($"Linear(64, WeightInit = Initializer.Zeros), {activation}", 12));
        var findings = await compilation.Output.WithAnalyzers(AllRules.Visible).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, string.Join(", ", findings.Where(finding => finding.Severity >= DiagnosticSeverity.Warning).Select(finding => finding.Id).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("SGD(0.1)", 12, "DD0401 Warning")]
    [InlineData("SGD(0.1)", 5, "DD0205 Warning")]
    [InlineData("Adam(1e-3)", 5, "")]
    [InlineData("Adam(1e-3)", 12, "DD0401 Warning")]
    [InlineData("Adam(1e-3)", 30, "DD0401 Warning")]
    [InlineData("SGD(0.1, Momentum = 0.9)", 2, "")]
    public async Task Sigmoids_are_told_of_by_number_where_training_stalls_and_by_name_before(string optimizer, int layers, string expected)
    {
        var stack = string.Concat(Enumerable.Repeat("Linear(64), Sigmoid, ", layers));
        var compilation = TestCompilation.Of($$"""
            using DeepDsl;
            [Model, CrossEntropyLoss, {{optimizer}}] public partial class Net
            {
                [Input(64)] public partial Node X { get; }
                [{{stack}}Linear(10)] public partial Node Y { get; }
            }
            """);
        var findings = await compilation.Output.WithAnalyzers(AllRules.Visible).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, string.Join(", ", findings.Where(finding => finding.Severity >= DiagnosticSeverity.Warning).Select(finding => $"{finding.Id} {finding.Severity}")));
        Assert.DoesNotContain(findings, finding => finding.Severity == DiagnosticSeverity.Info && finding.Id.StartsWith("DD04", StringComparison.Ordinal));
    }
}
