using Microsoft.CodeAnalysis;
using Roslyn.Tests.Rules;

namespace Roslyn.Tests.Forms;

/// <summary>Tests of the forms a model's class can have. Beside every model stands a second one, which must work whatever the first is.</summary>
public abstract class FormTests
{
    protected const string Members = """
        [Input(4)] public partial Node X { get; }
            [Linear(2)] public partial Node Y { get; }
        """;

    private const string Healthy = """
        namespace Beside;
        [DeepDsl.Model, DeepDsl.CrossEntropyLoss, DeepDsl.Adam(1e-3)]
        public partial class Healthy
        {
            [DeepDsl.Input(4)] public partial DeepDsl.Node X { get; }
            [DeepDsl.Linear(3)] public partial DeepDsl.Node Y { get; }

            public static float Train(TorchSharp.torch.Tensor x, TorchSharp.torch.Tensor y) => new Healthy().TrainStep(x, y);
        }
        """;

    /// <summary>The model compiles without a word from C# or from a rule.</summary>
    private protected static async Task<TestCompilation> Works(params string[] sources)
    {
        var compilation = TestCompilation.Of([.. sources, Healthy]);
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.Empty(compilation.Diagnostics);
        Assert.Empty(await compilation.FindingsAsync());
        AssertHealthy(compilation);
        return compilation;
    }

    /// <summary>One rule reports one thing, at the marked place; C# reports nothing but what is listed, and nothing in generated code.</summary>
    private protected static async Task<TestCompilation> Fails(string id, string message, string source, params string[] errors)
    {
        var start = source.IndexOf("[|", StringComparison.Ordinal);
        var length = source.IndexOf("|]", StringComparison.Ordinal) - start - 2;
        var compilation = TestCompilation.Of(Markup.Removed(source), Healthy);

        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.Empty(compilation.DiagnosticsOfGenerated);
        Assert.Equal(errors.Order(), compilation.Diagnostics.Select(diagnostic => diagnostic.Id).Distinct().Order());
        var finding = Assert.Single(await compilation.FindingsAsync());
        Assert.Equal((id, DiagnosticSeverity.Error), (finding.Id, finding.Severity));
        Assert.Contains(message, finding.GetMessage());
        Assert.Equal((start, length), (finding.Location.SourceSpan.Start, finding.Location.SourceSpan.Length));
        AssertHealthy(compilation);
        return compilation;
    }

    private static void AssertHealthy(TestCompilation compilation) =>
        Assert.Equal(6, compilation.Files.Count(file => file.HintName.StartsWith("Healthy.", StringComparison.Ordinal)));
}
