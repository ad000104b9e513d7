using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Training;

/// <summary>SGD without momentum crosses saddles and ravines of deep models slowly.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoMomentum() : GraphRule(Rule)
{
    public const string Id = "DD0701";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Plain SGD on a deep model", messageFormat: "{0}",
        RuleCategories.Training, DiagnosticSeverity.Info, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    private const int Deep = 10;

    protected override IEnumerable<Fault> Check(Network network) =>
        from setting in network.Settings<SGDAttribute>()
        where setting.Attribute.Momentum == 0 && network.Depth >= Deep && !network.Settings<ClipGradNormAttribute>().Any()
        select new Fault(setting.Site with { Argument = nameof(SGDAttribute.Momentum) }, $"[SGD] without momentum is slow at saddle points and in ravines, and this model is {network.Depth} layers deep; write Momentum = 0.9").With(Facts.Argument, nameof(SGDAttribute.Momentum)).With(Facts.Suggestion, "0.9");
}
