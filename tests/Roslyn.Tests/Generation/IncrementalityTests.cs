using System.Diagnostics;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Roslyn.Tests.Assemblies;

namespace Roslyn.Tests.Generation;

/// <summary>What runs again after which edit.</summary>
public sealed class IncrementalityTests(ITestOutputHelper output)
{
    private static readonly string[] Sources = [.. TestModels.All, "public class Elsewhere { public int Value => 1; }"];

    private static readonly int Models = TestCompilation.Of(Sources).Driver.GetRunResult().Results.Single().TrackedSteps[Steps.Compile].Length;

    [Fact]
    public void An_edit_in_another_file_compiles_nothing() =>
        AssertCompiled(0, After("another file", "Elsewhere", "=> 1", "=> 2"));

    [Fact]
    public void A_comment_in_a_models_file_compiles_nothing() =>
        AssertCompiled(0, After("a comment", "class LeNet", "    [Flatten, ", "    // And then:\n    [Flatten, "));

    [Fact]
    public void Other_code_in_a_models_file_compiles_nothing() =>
        AssertCompiled(0, After("other code", "class LeNet", "/// <summary>LeNet-5", "public class Other;\n\n/// <summary>LeNet-5"));

    [Fact]
    public void A_method_in_a_model_compiles_nothing() =>
        AssertCompiled(0, After("a method", "class LeNet", "    [Flatten, ", "    public int Twice(int value) => 2 * value;\n    [Flatten, "));

    [Fact]
    public void A_changed_model_is_compiled_and_no_other() =>
        AssertCompiled(1, After("a model", "class LeNet", "Linear(120)", "Linear(128)"));

    [Fact]
    public void A_changed_size_compiles_the_model_that_uses_it() =>
        AssertCompiled(1, After("a size", "class Mlp", "Width = 64", "Width = 32"));

    // The hover shows it, so it is part of what is generated.
    [Fact]
    public void A_documentation_comment_of_a_node_compiles_its_model() =>
        AssertCompiled(1, After("a documentation comment", "class LeNet", "A digit", "The digit"));

    [Fact]
    public void A_model_made_broken_takes_no_other_along() =>
        AssertCompiled(1, After("a mistake", "class LeNet", "Linear(120)", "Linear(0)"));

    [Fact]
    public void An_edit_of_a_block_compiles_it_and_the_models_that_use_it() =>
        AssertCompiled(["Attending", "Composition", "Gated"], After("a block", "class Gated", "Linear(8), Output", "Linear(8), Tanh, Output"));

    [Fact]
    public void An_edit_of_a_block_compiles_no_model_that_does_not_use_it() =>
        AssertCompiled(["Encoder", "Triplet"], After("another block", "class Encoder", "Upsample(2)", "Upsample(3)"));

    [Fact]
    public void A_comment_in_a_block_compiles_nothing() =>
        AssertCompiled([], After("a block's comment", "class Gated", "    [Linear(8), Output", "    // And then:\n    [Linear(8), Output"));

    [Theory]
    [InlineData("a comment in the library", "// Two.", "", "// A comment.", 0)]
    [InlineData("a documentation comment in the library", "<summary>One.", "", "<summary>Other.", 0)]
    [InlineData("another block of the library", "[Sigmoid]", "", "[Tanh]", 0)]
    [InlineData("the block of the library", "[Linear(3)]", "", "[Linear(4)]", 1)]
    [InlineData("a comment in the project", "", "// Three.", "// A comment.", 0)]
    public void What_stands_in_another_assembly_is_cached_like_the_rest(string edit, string inLibrary, string inProject, string replacement, int compiled)
    {
        const string Blocks = """
            using DeepDsl;
            /// <summary>One.</summary>
            [Block] public partial class Used { [Input] public partial Node X { get; } /* <summary>One. */ [Linear(3)] private partial Node Y { get; } // Two.
            }
            [Block] public partial class Other { [Input] public partial Node X { get; } [Sigmoid] public partial Node Y { get; } }
            """;
        const string Model = "using DeepDsl; [Model] public partial class Mine { [Input(3)] public partial Node X { get; } [Use<Used>] public partial Node Y { get; } } // Three.";
        Assert.Contains(inLibrary, Blocks);
        foreach (var kind in Library.Kinds)
        {
            var before = Library.Input("Project", Model, Library.Compile("Library", Blocks).Reference(kind));
            var library = inLibrary.Length > 0 ? Library.Compile("Library", Blocks.Replace(inLibrary, replacement)).Reference(kind) : before.References.Last();
            var after = before.ReplaceReference(before.References.Last(), library);
            if (inProject.Length > 0)
                after = after.ReplaceSyntaxTree(after.SyntaxTrees[0], CSharpSyntaxTree.ParseText(Model.Replace(inProject, replacement), TestCompilation.Parsing, after.SyntaxTrees[0].FilePath, cancellationToken: TestContext.Current.CancellationToken));
            var result = TestCompilation.NewDriver().RunGenerators(before, TestContext.Current.CancellationToken).RunGenerators(after, TestContext.Current.CancellationToken).GetRunResult().Results.Single();
            Assert.Null(result.Exception);
            output.WriteLine($"after an edit of {edit}, seen as {kind}: {Ran(result, Steps.Compile)} compiled");
            Assert.Equal(compiled, Ran(result, Steps.Compile));
        }
    }

    /// <summary>The run after an edit, which must be faster than what it saves; how fast is printed, and depends on the machine.</summary>
    private GeneratorRunResult After(string edit, string file, string before, string after)
    {
        var compilation = TestCompilation.Compile(Sources);
        var clock = Stopwatch.StartNew();
        var driver = TestCompilation.NewDriver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        var cold = clock.Elapsed;

        var tree = compilation.SyntaxTrees.Single(tree => tree.ToString().Contains(file));
        var text = tree.ToString();
        Assert.Contains(before, text);
        var edited = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text.Replace(before, after), TestCompilation.Parsing, tree.FilePath, cancellationToken: TestContext.Current.CancellationToken));
        clock.Restart();
        var result = driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult().Results.Single();

        output.WriteLine($"after an edit of {edit}: {Ran(result, Steps.Read)} of {Models} models read, {Ran(result, Steps.Compile)} compiled, {clock.Elapsed.TotalMilliseconds:F1} ms (all models, cold: {cold.TotalMilliseconds:F1} ms)");
        Assert.Null(result.Exception);
        return result;
    }

    /// <summary>So many models were compiled; everything else came from the cache, down to the generated files.</summary>
    private static void AssertCompiled(int models, GeneratorRunResult result)
    {
        Assert.Equal(Models, result.TrackedSteps[Steps.Compile].Length);
        Assert.Equal(models, Ran(result, Steps.Compile));
        Assert.Equal(models, result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).Count(result => result.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)));
    }

    /// <summary>The models of these names were read as others than before and compiled, and no others.</summary>
    private static void AssertCompiled(string[] models, GeneratorRunResult result)
    {
        Assert.Equal(models, result.TrackedSteps[Steps.Read].SelectMany(run => run.Outputs).Where(run => run.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))
            .Select(run => (Assert.IsType<ModelDeclaration>(run.Value).Type.Name, run.Reason)).Select(run => run.Reason == IncrementalStepRunReason.Modified ? run.Name : $"{run.Name} {run.Reason}").Order(StringComparer.Ordinal));
        Assert.Equal(models.Length, Ran(result, Steps.Compile));
        Assert.All(result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs), output =>
            Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Modified));
    }

    private static int Ran(GeneratorRunResult result, string step) =>
        result.TrackedSteps[step].SelectMany(run => run.Outputs).Count(run => run.Reason != IncrementalStepRunReason.Cached);
}
