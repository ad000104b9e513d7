using DeepDsl.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Roslyn.Tests.Rules.Healthy;

/// <summary>Published architectures with their published starts get neither a warning nor an error. Where a prediction is unsure, that is written down: silence is no success there.</summary>
public sealed class HealthyCorpusTests
{
    private const string Unsure = "DD0408";

    public static TheoryData<string> Names => [.. HealthyCorpus.All.Select(architecture => architecture.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task Is_what_was_published_and_gets_no_warning(string name)
    {
        var architecture = HealthyCorpus.All.Single(one => one.Name == name);
        var compilation = TestCompilation.Compile(["using System;\nusing DeepDsl;\n" + architecture.Source]);
        var tree = compilation.SyntaxTrees.Single();
        var type = (await tree.GetRootAsync(TestContext.Current.CancellationToken)).DescendantNodes().OfType<TypeDeclarationSyntax>().Single(one => one.Identifier.Text == architecture.Model);
        Assert.True(ModelContext.TryCreate(type, compilation.GetSemanticModel(tree), TestContext.Current.CancellationToken, out var model));
        Assert.Empty(model.Graph.Problems.Select(problem => problem.Misfit.Message));
        var findings = await compilation.WithAnalyzers(AllRules.Instances).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Empty(findings.Where(finding => finding.Severity >= DiagnosticSeverity.Warning));
        Assert.Equal((architecture.Parameters, architecture.IsUnsure), (ParametersOf(model), findings.Any(finding => finding.Id == Unsure && finding.GetMessage().Contains($"'{architecture.Model}'", StringComparison.Ordinal))));
    }

    private static long ParametersOf(ModelContext model) =>
        (from node in model.Graph.Nodes
         where node.Operator is not null && node.SharedWith is null
         from parameter in node.Operator!.Parameters
         where node.TiedTo is null || parameter.Name != "weight"
         select parameter.Shape.Elements).Sum();
}
