using Microsoft.CodeAnalysis.Diagnostics;

namespace Roslyn.Tests.Rules.Healthy;

/// <summary>Recurrent models of usual sizes: the predictor is sure of them, and finds nothing wrong.</summary>
public sealed class RecurrentTests
{
    private const string Default = ", WeightInit = Initializer.TorchDefault, BiasInit = Initializer.TorchDefault";

    public static TheoryData<string, int, int> Sizes => [.. from layer in new[] { "LSTM", "GRU" } from length in new[] { 8, 30, 100 } from hidden in new[] { 32, 128, 512 } select (layer, length, hidden)];

    [Theory, MemberData(nameof(Sizes))]
    public async Task No_rule_about_signals_speaks(string layer, int length, int hidden)
    {
        var i = 0;
        var models =
            from optimizer in new[] { "SGD(0.1, Momentum = 0.9)", "Adam(1e-3)" }
            from start in new[] { "", Default }
            from members in new[]
            {
                $"[{layer}({hidden}{start}), Select(1, -1), Linear(10)] public partial Node Y {{ get; }}",
                $"[{layer}({hidden}{start}), {layer}({hidden}{start}), Dropout(0.2), Linear(10)] public partial Node Y {{ get; }}",
                $"[{layer}({hidden}{start})] public partial Node A {{ get; }} [From(nameof(X)), {layer}({hidden}, Reverse = true{start}), Concat(nameof(A), Dim = 2), Mean(1), Linear(64), ReLU, Linear(10)] public partial Node Y {{ get; }}",
            }
            select $$"""
                [Model, CrossEntropyLoss, {{optimizer}}, ClipGradNorm(1)]
                public partial class Net{{i++}}
                {
                    [Input({{length}}, 64)] public partial Node X { get; }
                    {{members}}
                }
                """;
        var compilation = TestCompilation.Compile(["using DeepDsl;\n" + string.Join("\n", models)]);
        var findings = await compilation.WithAnalyzers(AllRules.Instances).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(12, i);
        Assert.Empty(findings.Where(finding => finding.Id.StartsWith("DD", StringComparison.Ordinal)).Select(finding => finding.ToString()));
    }
}
