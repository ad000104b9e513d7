using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Training;

/// <summary>Weight decay that also pulls the scales of norms and the biases towards zero.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeightDecayOnNorms() : GraphRule(Rule)
{
    public const string Id = "DD0705";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Weight decay on norms and biases", messageFormat: "{0}",
        RuleCategories.Training, DiagnosticSeverity.Info, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<Fault> Check(Network network) =>
        from setting in network.Settings<OptimizerAttribute>()
        where setting.Attribute is { WeightDecay: > 0, ExcludeNormsAndBiases: false }
        where network.Nodes.Any(node => !node.IsFrozen && node.Operator!.Parameters.Any(parameter => parameter.IsNormOrBias))
        select new Fault(setting.Site with { Argument = nameof(OptimizerAttribute.ExcludeNormsAndBiases) }, $"The weight decay of [{setting.Attribute.GetType().Name.Replace("Attribute", "")}] also pulls the scales of norms and all biases towards zero, which regularizes nothing; write ExcludeNormsAndBiases = true").With(Facts.Argument, nameof(OptimizerAttribute.ExcludeNormsAndBiases)).With(Facts.Suggestion, "true");
}
