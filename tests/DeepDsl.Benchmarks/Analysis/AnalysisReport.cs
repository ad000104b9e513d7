using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DeepDsl.Benchmarks.Measuring;
using DeepDsl.Compiler;
using DeepDsl.Compiler.Signal;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Roslyn.Tests;
using Roslyn.Tests.Rules;
using Spectre.Console;

namespace DeepDsl.Benchmarks.Analysis;

/// <summary>How long the analysis of a model takes when one of its sizes has just been typed, so that nothing is known of it yet.</summary>
internal static class AnalysisReport
{
    private const int WarmUps = 30;

    public static void Print(int rounds)
    {
        var table = new Table { Title = new("Analysis of a model in which a size has changed: ms min / median, processor time of the process"), Border = TableBorder.Simple };
        foreach (var heading in (string[])["model", "operators", "reading", "graph", "signals", "all rules, in Roslyn", "Roslyn alone", "goal"])
            table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (var (name, goal, source) in AnalysedModels.List)
        {
            var times = Enumerable.Range(0, WarmUps + rounds).Select(round => Analyze(source(1000 + round))).Skip(WarmUps).ToArray();
            table.AddRow([name, $"{times[0].Operators}", Times(time => time.Reading), Times(time => time.Graph), Times(time => time.Signals), Times(time => time.All), Times(time => time.Roslyn), $"{goal:f0}"]);

            string Times(Func<Analysis, double> of)
            {
                var sorted = times.Select(of).Order().ToArray();
                return string.Create(CultureInfo.InvariantCulture, $"{sorted[0]:f2} / {sorted[sorted.Length / 2]:f2}");
            }
        }
        AnsiConsole.Write(table);
    }

    private static Analysis Analyze(string source)
    {
        var compilation = CSharpCompilation.Create("Analysed", [CSharpSyntaxTree.ParseText(source, new(LanguageVersion.CSharp14))], References.All, new(OutputKind.DynamicallyLinkedLibrary));
        var roslyn = Time(() => Run(compilation, [new NoRule()]), out _);
        var all = Time(() => Run(compilation, AllRules.Instances), out _);

        var tree = compilation.SyntaxTrees[0];
        var syntax = tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Last();
        var reading = Time(() => ModelContext.TryCreate(syntax, compilation.GetSemanticModel(tree), default, out var model) ? model : throw new InvalidOperationException("The source is no model."), out var context);
        // Past the cache that rules share.
        var graph = Time(() => ModelCompiler.Analyze(context.Declaration), out var shaped);
        var signals = Time(() => SignalPropagation.Predict(shaped), out _);
        return new(shaped.LiveNodes.Count, reading, graph, signals, all, roslyn);
    }

    // With analyzers a compilation begins anew, so that C# reads and binds the file in both.
    private static int Run(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> rules) => compilation
        .WithAnalyzers(rules, new CompilationWithAnalyzersOptions(new([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false))
        .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().Length;

    private static double Time<T>(Func<T> run, out T result)
    {
        var start = ThreadClock.OfProcess;
        result = run();
        return ThreadClock.OfProcess.Since(start).CpuMilliseconds;
    }

    private sealed record Analysis(int Operators, double Reading, double Graph, double Signals, double All, double Roslyn);

    /// <summary>Looks at what the rules look at, and has nothing to say.</summary>
    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1001", Justification = "It is made by hand.")]
    private sealed class NoRule : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [new("BENCH", "", "", "", DiagnosticSeverity.Warning, isEnabledByDefault: true)];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSyntaxNodeAction(node => _ = node.SemanticModel.GetDeclaredSymbol((TypeDeclarationSyntax)node.Node)!.GetMembers().Sum(member => member.GetAttributes().Length), SyntaxKind.ClassDeclaration);
        }
    }
}
