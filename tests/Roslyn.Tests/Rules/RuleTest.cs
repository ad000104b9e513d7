using DeepDsl.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Roslyn.Tests.Rules;

/// <summary>What tests of rules have in common.</summary>
internal static class RuleTest
{
    /// <summary>C#'s error about a node's property where the generator has not run.</summary>
    public const string PartialMemberWithoutImplementation = "CS9248";
}

/// <summary>Runs rules over a source, and one fix.</summary>
internal sealed class RuleTest<TFix> : CSharpCodeFixTest<EmptyDiagnosticAnalyzer, TFix, DefaultVerifier>
    where TFix : CodeFixProvider, new()
{
    private readonly DiagnosticDescriptor _rule;

    public RuleTest(DiagnosticDescriptor rule)
    {
        _rule = rule;
        ReferenceAssemblies = new("net10.0");
        TestState.AdditionalReferences.AddRange(References.All);
    }

    public bool WithGenerator
    {
        get => field;
        init
        {
            field = value;
            if (value)
                TestBehaviors |= TestBehaviors.SkipGeneratedSourcesCheck;
        }
    }

    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => AllRules.Beside(_rule);

    protected override IEnumerable<Type> GetSourceGenerators() => WithGenerator ? [typeof(ModelGenerator)] : [];

    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    // Without the generator nobody implements the properties; with it, the run time that its code calls is missing here.
    protected override bool IsCompilerDiagnosticIncluded(Diagnostic diagnostic, CompilerDiagnostics level) =>
        diagnostic.Id != RuleTest.PartialMemberWithoutImplementation
        && diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) != true
        && base.IsCompilerDiagnosticIncluded(diagnostic, level);
}
