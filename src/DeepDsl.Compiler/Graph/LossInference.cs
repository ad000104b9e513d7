using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Losses;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Graph;

/// <summary>Builds the losses that a model declares for the values they judge.</summary>
internal sealed class LossInference(Scope scope, GraphNode[] outputs)
{
    /// <summary>The losses; none of them where one does not work out, which is reported.</summary>
    public JudgedLoss[] Infer()
    {
        var declared = DeclaredLoss.Of(scope.Graph.Declaration);
        var judged = declared.Zip(DeclaredLoss.Parameters(declared), Infer).ToArray();
        return judged.Contains(null) ? [] : [.. judged.OfType<JudgedLoss>()];
    }

    private JudgedLoss? Infer(DeclaredLoss declared, string? parameter)
    {
        var values = declared.Attribute.Values.Select((name, index) => name is null ? Default(declared) : Find(name, declared, $"{index}")).ToArray();
        var target = declared.Attribute.TargetMember is { } member ? Find(member, declared, nameof(ComparingLossAttribute.Target)) : null;
        if (values.Any(value => value is not { Shape.IsKnown: true }) || (declared.Attribute.TargetMember is not null && target is not { Shape.IsKnown: true }))
            return null;

        var loss = Catalog.CreateLoss(declared.Attribute, values.Select(value => value!.Shape).ToEquatableArray());
        if (loss.JudgesClasses && values is [{ } single] && UnflattenedLinear(single) is { } linear)
            scope.Expansion.Report(Explanation.Of(Unflattened(linear, single), linear.Declaration!, linear.Inputs), linear.Site, linear.Inner);
        else if (values.FirstOrDefault(value => value!.IsInteger) is { } integer)
            Report(new LossMismatch($"judges real numbers, but '{integer.Name}' consists of integers"), declared, values!);
        else if (target is { IsInteger: true })
            Report(new LossMismatch($"compares real numbers, but its target '{target.Name}' consists of integers") { Argument = nameof(ComparingLossAttribute.Target) }, declared, values!);
        else if (target is not null && !target.Shape.Equals(values[0]!.Shape))
            Report(new LossMismatch($"compares {values[0]!.Shape} with its target '{target.Name}', which is {target.Shape}"), declared, values!);
        else if (loss.Misfit is { } misfit)
            Report(misfit, declared, values!);
        else
            return new(declared, loss, values!, target, parameter);
        return null;
    }

    private GraphNode? Default(DeclaredLoss declared)
    {
        if (declared.Site.Member is { } member)
            return scope.Member(member);
        if (outputs.Length > 1)
            Report(new LossMismatch($"does not say which of {string.Join(", ", outputs.Select(output => $"'{output.Name}'"))} it judges: name it, as in [{declared.Declaration.Name}(nameof({scope.Graph.Declaration.Type.Name}.{outputs[0].Name}))]"), declared, []);
        return outputs is [var only] ? only : null;
    }

    private GraphNode? Find(string name, DeclaredLoss declared, string argument)
    {
        if (scope.Member(name) is { } node)
            return node;
        if (scope.Graph.Declaration.Nodes.All(member => member.Name != name))
        {
            var nearest = Nearest.To(name, scope.Graph.Members.Keys);
            Report(new UnknownName($"names '{name}', which is no member{(nearest is null ? "" : $"; did you mean '{nearest}'?")}") { Argument = argument, Suggestion = nearest }, declared, []);
        }
        return null;
    }

    private void Report(Misfit misfit, DeclaredLoss declared, GraphNode[] values) =>
        scope.Report(Explanation.Of(misfit, declared.Declaration, values), declared.Site with { Argument = misfit.Argument });

    /// <summary>The first Linear on the way to the loss that meets a feature map.</summary>
    private static GraphNode? UnflattenedLinear(GraphNode judged)
    {
        if (!judged.Shape.IsImage)
            return null;
        GraphNode? found = null;
        for (var node = judged; node is { IsInput: false }; node = node.Inputs[0])
            found = node.Operator is Operators.Layers.Linear && node.Inputs[0].Shape.IsImage ? node : found;
        return found;
    }

    private static MissingFlatten Unflattened(GraphNode linear, GraphNode judged) =>
        new($"acts on nothing but the width of the feature map {linear.Inputs[0].Shape}, so that the loss gets {judged.Shape}") { Advice = "flatten or pool the map first" };
}
