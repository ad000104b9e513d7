using System.Reflection;
using System.Runtime.Loader;
using DeepDsl.Benchmarks.Twins;
using DeepDsl.Benchmarks.Workloads;
using DeepDsl.Generators;
using DeepDsl.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static TorchSharp.torch;

namespace DeepDsl.Benchmarks.Profiling;

/// <summary>A model compiled again, with a clock around every kernel call of its generated code.</summary>
/// <param name="Model">An instance.</param>
/// <param name="Sites">The calls, by their numbers.</param>
internal sealed record ProfiledModel(Model<Tensor, Tensor> Model, IReadOnlyList<string> Sites)
{
    public static ProfiledModel Create(Workload workload)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var sources = Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith("Source.", StringComparison.Ordinal)).Select(Read);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create($"Profiled.{workload.Model.Name}", sources.Select(source => CSharpSyntaxTree.ParseText(source, options)), references,
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: options).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);

        var clocks = new ClockRewriter();
        foreach (var tree in generated.SyntaxTrees.Except(compilation.SyntaxTrees).ToArray())
        {
            var timed = clocks.Visit(tree.GetRoot());
            generated = generated.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(timed.ToFullString(), options));
        }
        using var image = new MemoryStream();
        var result = generated.Emit(image);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)));
        image.Position = 0;
        var model = AssemblyLoadContext.Default.LoadFromStream(image).GetType(workload.Model.FullName!, throwOnError: true)!;
        return new((Model<Tensor, Tensor>)Activator.CreateInstance(model, new ModelOptions { Seed = 1, TotalSteps = TwinOptimizer.TotalSteps })!, clocks.Sites);
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
