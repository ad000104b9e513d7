using System.Reflection;
using System.Runtime.Loader;
using DeepDsl;
using DeepDsl.Generators;
using DeepDsl.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Runtime.Tests.Harness;

/// <summary>Compiles models from their source at run time, by the same generator as a build.</summary>
public static class RuntimeModel
{
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    private static int _count;

    /// <summary>Compiles a source file and returns its assembly.</summary>
    public static Assembly Compile(string source)
    {
        var compilation = Parse(source);
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Options).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        using var image = new MemoryStream();
        var result = generated.Emit(image);
        if (!result.Success)
            throw new InvalidOperationException(string.Join("\n", [source, .. result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)]));
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }

    /// <summary>The compilation of a source file before anything is generated.</summary>
    public static CSharpCompilation Parse(string source)
    {
        var tree = CSharpSyntaxTree.ParseText("using System;\nusing DeepDsl;\nnamespace Compiled;\n" + source, Options);
        return CSharpCompilation.Create($"Compiled{Interlocked.Increment(ref _count)}", [tree], References,
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>A model with one input of the given shape, and members as in the language.</summary>
    public static string Source(string name, string attributes, string input, string members) =>
        $$"""
        [Model{{(attributes.Length > 0 ? ", " + attributes : "")}}]
        public partial class {{name}}
        {
            [Input({{input}})] public partial Node X { get; }
            {{members}}
        }
        """;

    /// <summary>Makes an instance of a compiled model.</summary>
    public static Model<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> Create(Assembly assembly, string name, ModelOptions? options = null) =>
        (Model<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>)Activator.CreateInstance(assembly.GetType($"Compiled.{name}", throwOnError: true)!, options)!;
}
