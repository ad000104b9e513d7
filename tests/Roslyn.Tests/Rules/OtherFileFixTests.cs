using DeepDsl.Analyzers.Rules.Shapes;
using DeepDsl.Analyzers.Rules.Signal;
using DeepDsl.CodeFixes.Shapes;
using DeepDsl.CodeFixes.Signal;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Roslyn.Tests.Rules;

/// <summary>Fixes of what stands in another file than the diagnostic.</summary>
public sealed class OtherFileFixTests
{
    [Fact]
    public Task A_block_is_edited_once_for_all_models_that_suffer_from_it()
    {
        const string model = """
            using DeepDsl;

            [Model, CrossEntropyLoss, SGD(0.1, Momentum = 0.9)]
            public partial class Net
            {
                [Input(64)] public partial Node X { get; }

                [{|#0:Use<Layer>(Repeat = 44)|}] public partial Node Stack { get; }

                [Linear(10)] public partial Node Logits { get; }
            }
            """;
        return Fixes<SimilarInputsFix>(new SimilarInputs(), DiagnosticSeverity.Warning,
            [model, model.Replace("Net", "Other").Replace("#0", "#1").Replace("44", "46"), Layer("[Linear(64), ReLU]")],
            [Unmarked(model), Unmarked(model.Replace("Net", "Other").Replace("44", "46")), Layer("[Linear(64), ReLU, Residual]")]);
    }

    [Fact]
    public Task The_model_and_its_block_are_edited_together()
    {
        const string model = """
            using DeepDsl;

            [Model, CrossEntropyLoss, SGD(0.1, Momentum = 0.9)]
            public partial class Net
            {
                [Input(32)] public partial Node X { get; }

                [Linear(64), ReLU] public partial Node Stem { get; }

                [{|#0:Use<Layer>(Repeat = 44)|}] public partial Node Stack { get; }

                [Linear(10)] public partial Node Logits { get; }
            }
            """;
        return Fixes<SimilarInputsFix>(new SimilarInputs(), DiagnosticSeverity.Warning,
            [model, Layer("[Linear(64), ReLU]")],
            [Unmarked(model).Replace("[Linear(64), ReLU]", "[Linear(64), ReLU, Residual(Projection = Projection.Linear)]"), Layer("[Linear(64), ReLU, Residual]")]);
    }

    [Fact]
    public Task A_part_of_the_class_is_edited()
    {
        const string main = """
            using DeepDsl;

            [Model, CrossEntropyLoss]
            public partial class {|#0:Net|};
            """;
        const string part = """
            using DeepDsl;

            public partial class Net
            {
                [Input(1, 28, 28)] public partial Node Image { get; }
                [Flatten, Linear(32), BatchNorm2d, ReLU, Linear(10)] public partial Node Logits { get; }
            }
            """;
        return Fixes<ShapeMismatchFix>(new ShapeMismatch(), DiagnosticSeverity.Error, [main, part], [Unmarked(main), part.Replace("BatchNorm2d", "BatchNorm1d")]);
    }

    private static string Layer(string attributes) => $$"""
        using DeepDsl;

        [Block]
        public partial class Layer
        {
            [Input] public partial Node X { get; }

            {{attributes}} public partial Node Y { get; }
        }
        """;

    private static string Unmarked(string model) => model.Replace("{|#0:", "").Replace("{|#1:", "").Replace("|}", "");

    private static Task Fixes<TFix>(DiagnosticAnalyzer analyzer, DiagnosticSeverity severity, string[] before, string[] after)
        where TFix : CodeFixProvider, new()
    {
        var rule = analyzer.SupportedDiagnostics[0];
        // Of several diagnostics that one change cures, one is left to fix.
        var test = new RuleTest<TFix>(rule) { NumberOfIncrementalIterations = 1, NumberOfFixAllIterations = 1 };
        // Skip connections add up to a gradient that is a suggestion of its own.
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\ndeepdsl.signal.max_info = 3\n"));
        for (var file = 0; file < before.Length; file++)
        {
            test.TestState.Sources.Add(before[file]);
            test.FixedState.Sources.Add(after[file]);
        }
        var places = before.Sum(source => source.Split("{|#").Length - 1);
        test.ExpectedDiagnostics.AddRange(Enumerable.Range(0, places).Select(place => new DiagnosticResult(rule.Id, severity).WithLocation(place).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
