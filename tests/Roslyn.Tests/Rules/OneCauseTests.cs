using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Roslyn.Tests.Rules;

/// <summary>A cause that rules of several kinds know has one diagnostic.</summary>
public sealed class OneCauseTests
{
    [Theory]
    [InlineData("SGD(0.1)", 12, "DD0401 Warning")]
    [InlineData("SGD(0.1)", 5, "DD0205 Warning")]
    [InlineData("Adam(1e-3)", 5, "DD0205 Warning")]
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
