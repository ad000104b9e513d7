using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Training;

/// <summary>Over long sequences a recurrent layer's gradients grow beyond all bounds at some steps, however they start, and nothing limits them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnclippedRecurrence() : GraphRule(Rule)
{
    public const string Id = "DD0704";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Recurrent model without gradient clipping", messageFormat: "{0}",
        RuleCategories.Training, DiagnosticSeverity.Info, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    private const int Long = 50;

    protected override IEnumerable<Fault> Check(Network network) =>
        from setting in network.Settings<OptimizerAttribute>()
        where !network.Settings<ClipGradNormAttribute>().Any()
        from longest in network.Nodes.Where(node => !node.IsFrozen && node.Operator is IRecurrent { Length: >= Long }).OrderByDescending(node => ((IRecurrent)node.Operator!).Length).Take(1)
        select new Fault(setting.Site, $"{Network.Named(longest)} hands gradients on over {((IRecurrent)longest.Operator!).Length} positions, where they can grow at every one; add [ClipGradNorm(1)]");
}
