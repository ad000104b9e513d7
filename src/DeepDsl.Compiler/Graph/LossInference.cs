using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Losses;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;

namespace DeepDsl.Compiler.Graph;

/// <summary>Builds the loss that a model declares for the value it judges.</summary>
internal static class LossInference
{
    public static Loss? Infer(ModelDeclaration model, GraphNode[] outputs, BlockExpansion expansion)
    {
        for (var index = 0; index < model.Attributes.Count; index++)
        {
            if (Catalog.CreateAttribute(model.Attributes[index]) is not LossAttribute attribute)
                continue;
            if (outputs is not [{ Shape.IsKnown: true } judged])
                return null;
            var loss = Catalog.CreateLoss(attribute, judged.Shape);
            if (UnflattenedLinear(judged) is { } linear)
                expansion.Report(Explanation.Of(Unflattened(linear, judged), linear.Declaration!, linear.Inputs), linear.Site, linear.Inner);
            else if (loss.Misfit is { } misfit)
                expansion.Report(Explanation.Of(misfit, model.Attributes[index], [judged]), new(null, index, misfit.Argument));
            else
                return loss;
            return null;
        }
        return null;
    }

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
