using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Runtime.Tests.Composition;

namespace Roslyn.Tests.Rules.Signal;

/// <summary>Published architectures are healthy, and no rule about signals warns of them, whatever the optimizer.</summary>
public sealed partial class HealthyModelTests
{
    public static TheoryData<string> Models { get; } =
    [
        .. from type in (Type[])[typeof(Architectures), typeof(TestModels)]
           from constant in type.GetFields()
           where constant.IsLiteral && constant.Name is not (nameof(TestModels.Composition) or nameof(TestModels.Blocks))
           select (string)constant.GetRawConstantValue()!,
        "using DeepDsl;\n" + MoreHealthyModels.Source,
    ];

    [Theory, MemberData(nameof(Models))]
    public async Task Nothing_warns_of_healthy_models(string source)
    {
        var whole = source.Contains("using DeepDsl", StringComparison.Ordinal) ? source : "using DeepDsl;\n" + source;
        foreach (var optimizer in (string[])["$0", ", SGD(0.1)", ", Adam(1e-3)", ""])
            Assert.Empty(await WarningsOf(Optimizer.Replace(whole, optimizer)));
    }

    private static async Task<IEnumerable<string>> WarningsOf(params string[] sources) =>
        from finding in await TestCompilation.Of(sources).Output.WithAnalyzers(AllRules.Instances).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)
        where finding is { Severity: >= DiagnosticSeverity.Warning, Descriptor.Category: "DeepDsl.Signal" or "DeepDsl.Initialization" }
        select finding.ToString();

    [GeneratedRegex(@", (SGD|AdamW?)\([^)]*\)")]
    private static partial Regex Optimizer { get; }
}
