using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;

namespace DeepDsl.Compiler.Emission;

/// <summary>The names and types of a model's public members; known also for a model that does not compile, so that code around it does.</summary>
internal sealed class ModelApi(ShapedGraph graph)
{
    private static readonly HashSet<string> Taken =
        ["w", "turn", "loss", "target", "accumulate", "parameters", "options", "weight", "other", "training", "scope", "memory"];

    public ModelDeclaration Model { get; } = graph.Declaration;

    public string ClassName { get; } = Text.Escaped(graph.Declaration.Type.Name) + graph.Declaration.Type.TypeParameters;

    /// <summary>The input members and the parameters that stand for them.</summary>
    public (string Member, string Parameter)[] Inputs { get; } = Parameters(graph.Inputs.Select(input => input.Name).DefaultIfEmpty("Input"));

    /// <summary>The members that are results.</summary>
    public string[] Outputs { get; } = graph.Outputs.Length > 0
        ? [.. graph.Outputs.Select(output => output.Name)]
        : Declared(graph.Declaration);

    public bool HasLoss => Model.Attributes.Any(attribute => Catalog.CreateAttribute(attribute) is LossAttribute);

    public bool HasOptimizer => Model.Attributes.Any(attribute => Catalog.CreateAttribute(attribute) is OptimizerAttribute);

    public string ResultType => Outputs.Length == 1 ? "Tensor" : $"({string.Join(", ", Outputs.Select(name => $"Tensor {Text.Escaped(name)}"))})";

    public string BaseType => $"Model<{string.Concat(Inputs.Select(_ => "Tensor, "))}{ResultType}>";

    public string Bases => $" : {BaseType}{(HasLoss && Inputs.Length == 1 && Outputs.Length == 1 ? ", ISupervisedModel" : "")}";

    /// <summary><c>Tensor image</c>, as a parameter list.</summary>
    public string InputParameters => string.Join(", ", Inputs.Select(input => $"Tensor {input.Parameter}"));

    /// <summary><c>image</c>, as an argument list.</summary>
    public string InputArguments => string.Join(", ", Inputs.Select(input => input.Parameter));

    public string BackwardParameters => string.Join(", ",
    [
        .. Outputs.Select(output => $"Tensor grad{output}"),
        "bool accumulate = false",
        "bool parameters = true",
        .. Inputs.Select(input => $"Tensor? grad{input.Member} = null"),
    ]);

    private static (string Member, string Parameter)[] Parameters(IEnumerable<string> members)
    {
        var names = new LocalNames([]);
        return [.. members.Select(member => (member, Text.CamelCase(member))).Select(pair => (pair.member, names.Add(Taken.Contains(pair.Item2) ? pair.Item2 + "Input" : pair.Item2)))];
    }

    // Of a model that does not compile.
    private static string[] Declared(ModelDeclaration model)
    {
        string[] outputs = [.. model.Nodes.Where(node => node.Attributes.Any(attribute => attribute.Type == nameof(OutputAttribute))).Select(node => node.Name)];
        return outputs.Length > 0 ? outputs : [model.Nodes.LastOrDefault(node => node.Attributes.All(attribute => attribute.Type != nameof(InputAttribute)))?.Name ?? "Result"];
    }
}
