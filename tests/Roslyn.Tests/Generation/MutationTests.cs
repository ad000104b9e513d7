using DeepDsl.Generators;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Roslyn.Tests.Assemblies;
using Roslyn.Tests.Rules;

namespace Roslyn.Tests.Generation;

/// <summary>Whatever stands in an editor, nothing crashes, and nobody is left without a word about it.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Count = 2000;

    private static readonly int[] Seeds = [1986, 1998];

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

    private const string Composed = """
        using DeepDsl;
        [Block] public partial class Layer
        {
            [Hyper] public partial int Width { get; }
            [Hyper(1.5)] public partial double Factor { get; }
            [Hyper(false)] public partial bool Deep { get; }
            [Input] public partial Node X { get; }
            [Input] public partial Node Side { get; }
            [From(nameof(X)), Linear(nameof(Width)), Tanh(When = nameof(Deep))] public partial Node Half { get; }
            [Scale(nameof(Factor)), Multiply(nameof(Side)), Output] public partial Node Y { get; }
        }
        [Block] public partial class Twice
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Linear(nameof(Width))] public partial Node First { get; }
            [Use<Layer>(nameof(Width), Inputs = new[] { nameof(First) }), Use<Layer>(nameof(Width), Inputs = new[] { nameof(X) }, Until = nameof(Layer.Half))] public partial Node Y { get; }
        }
        [Model, MSELoss(nameof(Net.Y)), SGD(0.1)] public partial class Net
        {
            [Hyper(2)] public partial int Depth { get; }
            [Input(5, DType = DType.Int64)] public partial Node Indices { get; }
            [Embedding(9, 6)] public partial Node X { get; }
            [Use<Twice>(6, Repeat = nameof(Depth))] public partial Node Stack { get; }
            [From(nameof(X)), Use<Twice>(6, Share = nameof(Stack), Repeat = 2, Name = "shared")] public partial Node Other { get; }
            [Use<Layer>(6, new[] { 0.5, 2 }, true, Inputs = new[] { nameof(X) })] public partial Node Layers { get; }
            [SumOf(nameof(Layers), nameof(Layer.Half)), Add(nameof(Other))] public partial Node Sum { get; }
            [ConcatOf(nameof(Layers), nameof(Layer.Half), Dim = 2), Linear(6), MSELoss(Target = nameof(X), Weight = 0.5)] public partial Node Z { get; }
            [Add(nameof(Sum)), Linear(9, TieWeight = nameof(X)), Output] public partial Node Y { get; }
        }
        """;

    private const string InLibrary = """
        using DeepDsl;
        namespace Lib;
        [Block] internal partial class Inner { [Input] internal partial Node X { get; } int Width => X.Features; [Linear(nameof(Width))] private partial Node Y { get; } }
        [Block] public partial class Part
        {
            [Hyper] public partial int Width { get; }
            [Hyper(0.5)] public partial double Factor { get; }
            [Input] public partial Node X { get; }
            [Linear(nameof(Width))] private partial Node Hidden { get; }
            [Scale(nameof(Factor)), Use<Inner>] public partial Node Y { get; }
        }
        """;

    private const string OfLibrary = """
        using DeepDsl;
        using Lib;
        [Model, MSELoss] public partial class Net
        {
            [Input(6)] public partial Node X { get; }
            [Use<Part>(6, new[] { 0.5, 2 }, Name = "parts")] public partial Node Stack { get; }
            [SumOf(nameof(Stack), "Hidden"), Use<Part>(4, Until = nameof(Part.Y)), Use<Wrapped>] public partial Node Y { get; }
        }
        [Block] public partial class Wrapped { [Input] public partial Node X { get; } [Use<Part>(3, 1.5)] public partial Node Y { get; } }
        """;

    [Fact]
    public async Task Nothing_crashes_on_mistyped_models()
    {
        var attempts = await Task.WhenAll(Seeds.Select(seed => Task.Run(() => AttemptAsync(seed, Count / Seeds.Length))));
        output.WriteLine($"{Count} sources, {attempts.Sum(attempt => attempt.Correct)} of them correct C#, with {attempts.Sum(attempt => attempt.Sound)} sound models");
        var faults = attempts.SelectMany(attempt => attempt.Faults).ToArray();
        Assert.True(faults.Length == 0, $"{faults.Length} faults, such as\n{string.Join("\n\n", faults.Take(3))}");
    }

    private static async Task<Attempt> AttemptAsync(int seed, int count)
    {
        var mutator = new SourceMutator(seed, [.. TestModels.All, Forms, Composed, OfLibrary]);
        var attempt = new Attempt();
        for (var i = 0; i < count; i++)
            await attempt.RunAsync(mutator.Next());
        return attempt;
    }

    /// <summary>An editor's session: one file that changes from one state to the next.</summary>
    private sealed class Attempt
    {
        private readonly CSharpCompilation _empty = TestCompilation.Compile([""]).AddReferences(Library.Compile("Library", InLibrary).ToMetadataReference());
        private GeneratorDriver _driver = TestCompilation.NewDriver();

        public List<string> Faults { get; } = [];

        public int Correct { get; private set; }

        public int Sound { get; private set; }

        public async Task RunAsync(string source) => Faults.AddRange((await FindFaultsAsync(source)).Select(fault => $"{fault}\n{source}"));

        /// <summary>What is wrong with how a source was taken.</summary>
        private async Task<string[]> FindFaultsAsync(string source)
        {
            var compilation = _empty.ReplaceSyntaxTree(_empty.SyntaxTrees[0], CSharpSyntaxTree.ParseText(source, TestCompilation.Parsing, "Source.cs", cancellationToken: Cancel));
            _driver = _driver.RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var crashes, Cancel);
            var result = _driver.GetRunResult().Results.Single();
            var (findings, crash) = await FindingsAsync(updated);
            if (!crashes.IsEmpty || result.Exception is not null)
                return [$"The generator crashed: {result.Exception}"];
            if (crash is not null)
                return [$"A rule crashed: {crash}"];
            if (result.GeneratedSources.Select(file => file.SourceText.ToString()).FirstOrDefault(text => text.Contains("#error")) is { } error)
                return [$"The compiler crashed: {error[error.IndexOf("#error", StringComparison.Ordinal)..].Split('\n')[0]}"];
            return compilation.GetParseDiagnostics(Cancel).Any(IsError) ? [] : [.. Check(compilation, updated, ReadBy(result), findings)];
        }

        private IEnumerable<string> Check(Compilation compilation, Compilation updated, ModelDeclaration[] models, Diagnostic[] findings)
        {
            // The generator has a step for models and one for blocks, analyzers take them as they stand: only the order may differ.
            if (!InOrder(ReadByAnalyzers(updated)).SequenceEqual(InOrder(models)))
                yield return "Generator and analyzers read something else.";
            if (models.FirstOrDefault(model => !CanTravel(model)) is { } lost)
                yield return $"Another assembly would not read '{lost.Type.Name}' as it is.";
            var errors = updated.GetDiagnostics(Cancel).Where(IsError).ToArray();
            if (errors.Any(error => error.Location.SourceTree == updated.SyntaxTrees.First()))
                yield break;
            Correct++;
            if (errors.Length > 0)
                yield return $"Only generated code has errors: {errors[0]}";
            var unsound = models.Count(model => !CompiledModels.Analyze(model).IsSound);
            Sound += models.Length - unsound;
            if (unsound > 0 && !findings.Any(IsError))
                yield return "A model is not generated, and nobody says why.";
        }

        private static bool CanTravel(ModelDeclaration model)
        {
            var text = CompiledGraph.Write(model);
            return CompiledGraph.Read(new($"There::{model.Type.FullName}"), CompiledGraph.Version, text, out _) is { } read && CompiledGraph.Write(read).Replace("There::", "") == text.Replace("There::", "");
        }

        private static IEnumerable<ModelDeclaration> InOrder(IEnumerable<ModelDeclaration> models) => models.OrderBy(model => model.ToString(), StringComparer.Ordinal);

        private static ModelDeclaration[] ReadBy(GeneratorRunResult result) => !result.TrackedSteps.TryGetValue(Steps.Read, out var reads) ? [] :
            [.. reads.SelectMany(read => read.Outputs).Where(read => read.Reason != IncrementalStepRunReason.Removed).Select(read => read.Value).OfType<ModelDeclaration>()];

        private static IEnumerable<ModelDeclaration> ReadByAnalyzers(Compilation compilation)
        {
            var tree = compilation.SyntaxTrees.First();
            var semantics = compilation.GetSemanticModel(tree);
            foreach (var type in tree.GetRoot(Cancel).DescendantNodes().OfType<TypeDeclarationSyntax>())
            {
                if (ModelContext.TryCreate(type, semantics, Cancel, out var context))
                    yield return context.Declaration;
            }
        }

        private static async Task<(Diagnostic[] Findings, Exception? Crash)> FindingsAsync(Compilation compilation)
        {
            Exception? crash = null;
            var options = new CompilationWithAnalyzersOptions(new([]), (exception, _, _) => crash = exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
            var semantics = compilation.GetSemanticModel(compilation.SyntaxTrees.First());
            var findings = await compilation.WithAnalyzers(AllRules.Instances, options).GetAnalyzerSemanticDiagnosticsAsync(semantics, null, Cancel);
            return ([.. findings], crash);
        }

        private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

        private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    }
}
