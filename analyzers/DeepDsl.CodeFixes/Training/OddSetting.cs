using System.Composition;
using DeepDsl.Analyzers.Rules.Training;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes.Training;

/// <summary>Takes the usual number.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class OddSettingFix() : ModelFix(OddSetting.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) => SuggestedValue.Edits(flaw);
}
