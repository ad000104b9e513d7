using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Training;

/// <summary>A number of the optimizer, the schedule or the clipping is out of its range, or contradicts another one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OddSetting() : MisfitRule<Compiler.Problems.OddSetting>(Rule)
{
    public const string Id = "DD0706";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Setting of training is out of its range", messageFormat: "{0}",
        RuleCategories.Training, DiagnosticSeverity.Error, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
