using System.Text.RegularExpressions;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Roslyn.Tests.Rules;

namespace Roslyn.Tests.Language;

/// <summary>The examples of the page are one program, which compiles.</summary>
public sealed partial class LanguageExamplesTests
{
    // What examples of calls take for granted.
    private const string Usings = """
        global using System;
        global using System.IO;
        global using DeepDsl;
        global using TorchSharp;
        global using static TorchSharp.torch;

        internal abstract class Known
        {
            protected static readonly SmallNet model = new();
            protected static readonly Tensor images = null!, labels = null!, wanted = null!;
            protected static readonly (Tensor Input, Tensor Label)[] batches = [];
        }
        """;

    private static readonly Lazy<TestCompilation> Compiled = new(() => TestCompilation.Of([Usings, .. LanguagePage.Examples.Select((example, index) => IsCalls(example.Code) ? Called(example.Code, index) : example.Code)]));

    private static readonly Lazy<Task<Diagnostic[]>> Findings = new(async () =>
        [.. Compiled.Value.Diagnostics, .. await Compiled.Value.Output.WithAnalyzers(AllRules.Instances).GetAnalyzerDiagnosticsAsync(CancellationToken.None)]);

    public static TheoryData<int, string> Examples => [.. LanguagePage.Examples.Select((example, index) => (index, example.Heading))];

    [Theory, MemberData(nameof(Examples))]
    public async Task Compiles_without_a_warning(int index, string heading)
    {
        var tree = Compiled.Value.Input.SyntaxTrees[index + 1];
        Assert.Empty((await Findings.Value).Where(finding => finding.Severity >= DiagnosticSeverity.Warning && finding.Location.SourceTree == tree).Select(finding => $"{heading}: {finding}"));
    }

    [Fact]
    public async Task Nothing_else_is_wrong_with_the_program()
    {
        Assert.NotEmpty(LanguagePage.Examples);
        Assert.DoesNotContain(await Findings.Value, finding => finding.Severity >= DiagnosticSeverity.Warning);
        Assert.Empty(Compiled.Value.GeneratorDiagnostics);
    }

    [Fact]
    public void The_generated_class_has_these_members()
    {
        var model = Compiled.Value.Output.GetTypeByMetadataName("SmallNet")!;
        var members = new[] { model, model.BaseType! }.SelectMany(type => type.GetMembers()).Where(member => member switch
        {
            { DeclaredAccessibility: not Accessibility.Public } => false,
            IMethodSymbol method => method.MethodKind == MethodKind.Ordinary,
            IPropertySymbol property => property.Type.Name != "Node",
            _ => false,
        });
        Assert.Equal(members.Select(member => member.Name).Distinct().Order(StringComparer.Ordinal),
            LanguagePage.Tables.Single(table => table.Kind == "Member").Rows.SelectMany(row => row.Subjects).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_in_the_state_dictionary_are_those_of_the_examples()
    {
        var named = LanguagePage.Codes(LanguagePage.Section("Names in the state dictionary")).Where(code => StateName.IsMatch(code)).ToArray();
        Assert.True(named.Length > 10, $"Only {named.Length} names are given.");
        Assert.Empty(named.Except(Models.SelectMany(StateNames)));
    }

    private static IEnumerable<ModelContext> Models =>
        from tree in Compiled.Value.Input.SyntaxTrees
        from type in tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
        let model = ModelContext.TryCreate(type, Compiled.Value.Input.GetSemanticModel(tree), TestContext.Current.CancellationToken, out var found) ? found : null
        where model is not null
        select model;

    private static IEnumerable<string> StateNames(ModelContext model) =>
        from node in model.Graph.Nodes
        where node.Operator is not null
        from part in node.Operator!.Parameters.Select(parameter => parameter.Name).Concat(node.Operator.Buffers.Select(buffer => buffer.Name))
        select $"{node.StateName}.{part}";

    [GeneratedRegex(@"^[a-z0-9_.]+[._](weight|bias|running_mean)$")]
    private static partial Regex StateName { get; }

    private static bool IsCalls(string code) => code[0] != '[';

    private static string Called(string statements, int index) => $$"""
        internal sealed class Calls{{index}} : Known
        {
            public static void Run()
            {
        {{statements}}
            }
        }
        """;
}
