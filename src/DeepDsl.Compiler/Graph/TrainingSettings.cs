using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;

namespace DeepDsl.Compiler.Graph;

/// <summary>The attributes that say how a model is trained: they belong to a model, and but for losses there is one of a kind.</summary>
internal sealed class TrainingSettings(ModelDeclaration model)
{
    /// <summary>Whether one stands twice, which C# itself rejects.</summary>
    public bool AreRejected => OnClass.Where(setting => setting.Kind != Loss).GroupBy(setting => setting.Attribute.Type).Any(sameType => sameType.Count() > 1);

    private const string Loss = "loss";
    private const string Optimizer = "optimizer";

    private IEnumerable<(AttributeDeclaration Attribute, string Kind, Site Site)> OnClass => In(model.Attributes, null);

    /// <summary>Those without effect, and those that turn others around, where they stand.</summary>
    public IEnumerable<Problem> Misplaced()
    {
        if (model.IsBlock)
        {
            return OnClass.Concat(model.Nodes.SelectMany(node => In(node.Attributes, node.Name))).Select(setting => new Problem(new IdleAttribute(
                $"[{setting.Attribute.Name}] has no effect in a block: put the {setting.Kind} on the model that uses '{model.Type.Name}'"), setting.Site));
        }
        Problem[] doubled = [.. SecondOfAKind()];
        return doubled.Length > 0 || AreRejected ? doubled : WithoutOptimizer().Concat(RisingSchedule());
    }

    private IEnumerable<Problem> SecondOfAKind() =>
        from setting in OnClass
        where setting.Kind != Loss
        group setting by setting.Kind into sameKind
        from second in sameKind.Skip(1)
        let first = sameKind.First()
        where second.Attribute.Type != first.Attribute.Type
        select new Problem(new IdleAttribute($"[{second.Attribute.Name}] is a second {second.Kind} beside [{first.Attribute.Name}], but a model has one: remove one of them"), second.Site);

    private IEnumerable<Problem> WithoutOptimizer()
    {
        var idle = OnClass.Where(setting => setting.Kind != Loss).ToArray();
        if (idle.Length == 0 || idle.Any(setting => setting.Kind == Optimizer))
            return [];
        var names = string.Join(" and ", idle.Select(setting => $"[{setting.Attribute.Name}]"));
        return [new(new IdleAttribute($"{names} {(idle.Length == 1 ? "has" : "have")} no effect without an optimizer, which '{model.Type.Name}' lacks: add one, such as [AdamW]") { Suggestion = "AdamW", Gravity = Gravity.Warning }, idle[0].Site)];
    }

    private IEnumerable<Problem> RisingSchedule() =>
        from schedule in OnClass
        let cosine = Catalog.CreateAttribute(schedule.Attribute) as CosineAnnealingLRAttribute
        where cosine is not null
        from setting in OnClass
        let optimizer = Catalog.CreateAttribute(setting.Attribute) as OptimizerAttribute
        where optimizer is { LearningRate: >= 0 } && cosine.EtaMin > optimizer.LearningRate
        select new Problem(new OddSetting($"[{schedule.Attribute.Name}] should get an EtaMin of at most the learning rate of [{setting.Attribute.Name}], {Text.Of(optimizer.LearningRate)}, but gets {Text.Of(cosine.EtaMin)}: the learning rate rises instead of falling")
        {
            Argument = nameof(cosine.EtaMin),
            Suggestion = "0",
            Gravity = Gravity.Warning,
        }, schedule.Site with { Argument = nameof(cosine.EtaMin) });

    private static IEnumerable<(AttributeDeclaration Attribute, string Kind, Site Site)> In(EquatableArray<AttributeDeclaration> attributes, string? member) =>
        from item in attributes.Select((attribute, index) => (attribute, index))
        let kind = KindOf(Catalog.CreateAttribute(item.attribute))
        where kind is not null
        select (item.attribute, kind, new Site(member, item.index));

    private static string? KindOf(Attribute? attribute) => attribute switch
    {
        LossAttribute => Loss,
        OptimizerAttribute => Optimizer,
        ScheduleAttribute => "schedule",
        ClipGradNormAttribute => "clipping",
        _ => null,
    };
}
