using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Runtime.Tests.Composition;

namespace Roslyn.Tests.Rules.Signal;

/// <summary>Published architectures and the repository's own models are healthy, and no rule about signals warns of them.</summary>
public sealed partial class HealthyModelTests
{
    public static TheoryData<string, string> Models
    {
        get
        {
            var models = new TheoryData<string, string>();
            foreach (var constant in typeof(Architectures).GetFields().Concat(typeof(TestModels).GetFields()).Where(constant => constant.IsLiteral && constant.Name is not (nameof(TestModels.Composition) or nameof(TestModels.Blocks))))
                models.Add(constant.Name, (string)constant.GetRawConstantValue()!);
            return models;
        }
    }

    [Theory, MemberData(nameof(Models))]
    public async Task Nothing_warns_of_healthy_models(string name, string source)
    {
        foreach (var optimizer in (string?[])[null, "SGD(0.1)", "Adam(1e-3)", ""])
        {
            var changed = optimizer is null ? source : Optimizer.Replace(source, optimizer.Length == 0 ? "" : $", {optimizer}");
            var findings = await TestCompilation.Of(changed.Contains("using DeepDsl") ? changed : "using DeepDsl;\n" + changed).FindingsAsync();
            foreach (var f in findings) Console.WriteLine($"@@ {name} [{optimizer}] {f.Id} {f.Severity}: {f.GetMessage(null)}");
            Assert.Empty(findings.Where(finding => finding.Severity >= DiagnosticSeverity.Warning).Select(finding => $"{name} with {optimizer}: {finding}"));
        }
    }

    [GeneratedRegex(@", (SGD|AdamW?)\([^)]*\)")]
    private static partial Regex Optimizer { get; }
}
