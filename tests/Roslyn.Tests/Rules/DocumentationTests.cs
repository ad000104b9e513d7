using System.Globalization;
using DeepDsl.Analyzers;
using DeepDsl.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Roslyn.Tests.Rules;

/// <summary>What is written about rules is what the rules are.</summary>
public sealed class DocumentationTests
{
    public static TheoryData<string> Ids => [.. AllRules.Descriptors.Select(rule => rule.Id)];

    [Fact]
    public void Every_rule_has_a_page_and_every_page_a_rule() => Assert.Equal(AllRules.Descriptors.Select(rule => rule.Id), RulePages.Ids);

    [Fact]
    public void Every_rule_has_tests() => Assert.Empty(
        from rule in AllRules.Instances
        let name = $"{rule.GetType().Name}Tests"
        where !typeof(DocumentationTests).Assembly.GetTypes().Any(type => type.Name == name && IsTestOf(rule.GetType(), type))
        select $"There is no class {name} that tests {rule.GetType()}.");

    [Fact]
    public void The_table_lists_the_rules_as_they_are()
    {
        var expected = AllRules.Descriptors.Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {rule.Title} | {rule.DefaultSeverity} | {(HasFix(rule.Id) ? "yes" : "")} |");
        Assert.Equal(expected, RulePages.Overview.Split('\n').Where(line => line.StartsWith("| [DD", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_page_begins_with_what_the_rule_is(string id)
    {
        var rule = AllRules.Descriptors.Single(rule => rule.Id == id);
        Assert.StartsWith($"# {id}: {rule.Title}\n\nSeverity: {rule.DefaultSeverity}", RulePages.Read(id));
        Assert.Contains($"Category: `{rule.Category}`", RulePages.Read(id));
        Assert.EndsWith($"/analyzers/docs/{id}.md", rule.HelpLinkUri);
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_is_described_by_whole_sentences_of_its_page(string id)
    {
        var description = AllRules.Descriptors.Single(rule => rule.Id == id).Description.ToString(CultureInfo.InvariantCulture);
        Assert.Matches(@"^[A-Z`].{20,}[^ ]\.$", description);
        Assert.Contains($"## What it means  {description}", RulePages.Read(id).Replace('\n', ' '));
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task Every_example_fires_the_rule_once_and_no_other(string id)
    {
        var examples = RulePages.Examples(id, "Example").ToArray();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
            Assert.Equal([id], await DiagnosticsOf(example, id));
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task No_fixed_example_fires_anything(string id)
    {
        var examples = RulePages.Examples(id, "Fixed").ToArray();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
            Assert.Empty(await DiagnosticsOf(example, id));
    }

    private static bool HasFix(string id) => typeof(ModelFix).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(CodeFixProvider)))
        .Any(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds.Contains(id));

    private static bool IsTestOf(Type rule, Type tests)
    {
        for (var type = tests.BaseType; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(RuleTests<>))
                return type.GetGenericArguments() is [var tested] && tested == rule;
        }
        return false;
    }

    private static async Task<IEnumerable<string>> DiagnosticsOf(string example, string id)
    {
        var rule = AllRules.Descriptors.Single(rule => rule.Id == id);
        var tree = CSharpSyntaxTree.ParseText("using DeepDsl;\n" + example, new(LanguageVersion.CSharp14));
        Compilation compilation = CSharpCompilation.Create("Example", [tree], References.All, new(OutputKind.DynamicallyLinkedLibrary));
        // Code that uses a model means something only where the model has its methods.
        if (rule.Category == "DeepDsl.Usage")
            TestCompilation.NewDriver().RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _, TestContext.Current.CancellationToken);
        var diagnostics = await compilation.WithAnalyzers(AllRules.Beside(rule)).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return diagnostics.Where(diagnostic => (diagnostic.Severity >= DiagnosticSeverity.Warning || diagnostic.Id.StartsWith("DD", StringComparison.Ordinal)) && diagnostic.Id != RuleTest.PartialMemberWithoutImplementation).Select(diagnostic => diagnostic.Id);
    }
}
