using DeepDsl.Generators;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Roslyn.Tests.Rules;

namespace Roslyn.Tests.Generation;

/// <summary>Whatever stands in an editor, nothing crashes, and nobody is left without a word about it.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Count = 2000;

    private const string Forms = """
        using DeepDsl;
        using TorchSharp;
        public partial class Outer<T>
        {
            [Model, MSELoss, SGD(0.1)] internal sealed partial class Net<TKey> : System.IDisposable where TKey : new()
            {
                const int Width = 8, Height = 2 * Width;
                static readonly bool Wide = Width > 4 && !(Height < 3) || false;
                double Rate { get { return Wide ? Width / 16.0 : .5; } }
                int Half => (int)(X.Channels * Rate) % 7 + System.Math.Min(Width, Y.Features - 1);
                /// <summary>First.</summary>
                [Input(4, Width, 8)] public partial Node X { get; }
                /** <remarks>Second.</remarks> */
                [Conv2d(nameof(Half), new[] { 3, 1 }, Padding = new[] { 1, 0 }, When = nameof(Wide), Name = "first"), property: ReLU, Flatten] protected internal partial Node Y { get; }
                [From(nameof(X)), Flatten, Linear(features: 12), Output] private Node Z { get; }
                [From(nameof(Y)), Reshape(-1, 2), Linear(2), Flatten, Linear(12), Add(nameof(Z)), Output] public partial Node Sum { get; }
                public Net(int seed, string text = "") : this(new ModelOptions { Seed = seed }) => System.Console.WriteLine(text);
                partial void OnCreated() { }
                public torch.Tensor forward(string text) => torch.zeros(text.Length);
                public float this[int index] => index;
            }
        }
        partial class Outer<T> { [Model] partial class Net<TKey>; }
        """;

    [Fact]
    public async Task Nothing_crashes_on_mistyped_models()
    {
        var mutator = new SourceMutator(seed: 20240229, [.. TestModels.All, Forms]);
        var empty = TestCompilation.Compile([""]);
        var driver = TestCompilation.NewDriver();
        var (clean, sound) = (0, 0); var sw = System.Diagnostics.Stopwatch.StartNew(); double tg=0,tr=0,ta=0,td=0;
        for (var i = 0; i < Count; i++)
        {
            var source = mutator.Next();
            var compilation = empty.ReplaceSyntaxTree(empty.SyntaxTrees[0], CSharpSyntaxTree.ParseText(source, TestCompilation.Parsing, $"Source{i}.cs", cancellationToken: TestContext.Current.CancellationToken));
            sw.Restart(); driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var crashes, TestContext.Current.CancellationToken);
            tg+=sw.Elapsed.TotalSeconds; sw.Restart(); var result = driver.GetRunResult().Results.Single();
            Assert.True(crashes.IsEmpty && result.Exception is null, $"The generator crashed: {result.Exception}\n{source}");
            Assert.False(result.GeneratedSources.Any(file => file.SourceText.ToString().Contains("#error")), $"The compiler crashed: {result.GeneratedSources.FirstOrDefault().SourceText}\n{source}");

            var models = result.TrackedSteps.TryGetValue(Steps.Read, out var reads) ? reads.SelectMany(read => read.Outputs).Where(read => read.Reason != IncrementalStepRunReason.Removed).Select(read => read.Value).OfType<ModelDeclaration>().ToArray() : [];
            AssertAnalyzersReadTheSame(models, updated, source);
            tr+=sw.Elapsed.TotalSeconds; sw.Restart(); var findings = await Findings(updated, source);

            ta+=sw.Elapsed.TotalSeconds; sw.Restart(); if (compilation.GetParseDiagnostics(TestContext.Current.CancellationToken).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
                continue;
            var errors = updated.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToLookup(diagnostic => compilation.ContainsSyntaxTree(diagnostic.Location.SourceTree));
            td+=sw.Elapsed.TotalSeconds; var isClean = !errors[true].Any();
            Assert.False(isClean && errors[false].Any(), $"Only generated code has errors: {string.Join('\n', errors[false])}\n{source}");
            Assert.False(isClean && findings.Length == 0 && models.Any(model => !CompiledModels.Analyze(model).IsSound), $"A model that is not generated has no error:\n{source}");
            clean += isClean ? 1 : 0;
            sound += models.Count(model => CompiledModels.Analyze(model).IsSound);
        }
        output.WriteLine($"{Count} sources, {clean} of them correct C#, with {sound} sound models {tg:F1} {tr:F1} {ta:F1} {td:F1}");
    }

    private static void AssertAnalyzersReadTheSame(IReadOnlyList<ModelDeclaration> models, Compilation compilation, string source)
    {
        var tree = compilation.SyntaxTrees.First();
        var semantics = compilation.GetSemanticModel(tree);
        var read = tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Select(type => ModelContext.TryCreate(type, semantics, default, out var context) ? context.Declaration : null).OfType<ModelDeclaration>().ToArray();
        Assert.True(read.SequenceEqual(models), $"Generator and analyzers do not read the same:\n{string.Join('\n', models)}\n{string.Join('\n', read)}\n{source}");
    }

    private static async Task<Diagnostic[]> Findings(Compilation compilation, string source)
    {
        Exception? crash = null;
        var options = new CompilationWithAnalyzersOptions(new([]), (exception, _, _) => crash = exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var tree = compilation.SyntaxTrees.First();
        var findings = await compilation.WithAnalyzers(AllRules.Instances, options).GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), null, TestContext.Current.CancellationToken);
        Assert.True(crash is null, $"A rule crashed: {crash}\n{source}");
        return [.. findings];
    }
}
