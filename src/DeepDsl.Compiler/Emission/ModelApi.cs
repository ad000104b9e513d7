using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Losses;
using DeepDsl.Compiler.Operators;

namespace DeepDsl.Compiler.Emission;

/// <summary>The names and types of a model's public members; known also for a model that does not compile, so that code around it does.</summary>
internal sealed class ModelApi(ShapedGraph graph)
{
    private static readonly HashSet<string> Taken =
        ["w", "turn", "rented", "backward", "loss", "target", "accumulate", "parameters", "inputs", "all", "options", "weight", "other", "training", "scope", "quiet", "threads", "functional", "torch", "nameof"];

    public ModelDeclaration Model { get; } = graph.Declaration;

    public string ClassName { get; } = Text.Escaped(graph.Declaration.Type.Name) + graph.Declaration.Type.TypeParameters;

    /// <summary>The input members and the parameters that stand for them.</summary>
    public InputParameter[] Inputs { get; } = Parameters(graph);

    /// <summary>The inputs that have a gradient.</summary>
    public IEnumerable<InputParameter> RealInputs => Inputs.Where(input => !input.IsInteger);

    /// <summary>The members that are results.</summary>
    public string[] Outputs { get; } = Declared(graph.Declaration);

    /// <summary>The models that it uses, whose parameters it can take over.</summary>
    public UsedModel[] UsedModels { get; } = [.. graph.Declaration.Blocks.Where(block => !block.IsBlock && block.Type.TypeParameters.Length == 0).Select(block => new UsedModel(block.Type))];

    public bool HasLoss { get; } = DeclaredLoss.Of(graph.Declaration).Length > 0;

    /// <summary>The targets that a training loop gives.</summary>
    public string[] Targets { get; } = [.. DeclaredLoss.Parameters(DeclaredLoss.Of(graph.Declaration)).OfType<string>()];

    /// <summary><c>Tensor image, Tensor target</c>, as a parameter list.</summary>
    public string StepParameters => string.Join(", ", [InputParameters, .. Targets.Select(target => $"Tensor {target}")]);

    /// <summary><c>image, target</c>, as an argument list.</summary>
    public string StepArguments => string.Join(", ", [InputArguments, .. Targets]);

    /// <summary><c>Tensor image, Tensor target, bool accumulate = false, bool parameters = true, Tensor? gradImage = null</c>, as a parameter list.</summary>
    public string GradientParameters => $"{StepParameters}, {GradientChoices}";

    /// <summary><c>image, target, accumulate, parameters, gradImage</c>, as an argument list.</summary>
    public string GradientArguments => string.Join(", ", [StepArguments, "accumulate", "parameters", .. RealInputs.Select(input => $"grad{input.Member}")]);

    public bool HasOptimizer => Model.Attributes.Any(attribute => Catalog.CreateAttribute(attribute) is OptimizerAttribute);

    public string ResultType => Outputs.Length == 1 ? "Tensor" : $"({string.Join(", ", Outputs.Select(Element))})";

    public string BaseType => $"Model<{string.Concat(Inputs.Select(_ => "Tensor, "))}{ResultType}>";

    public string Bases => $" : {BaseType}{(IsSupervised ? ", ISupervisedModel" : "")}";

    /// <summary>Whether its own method cannot stand for the interface's: indices, its only input, have no gradient.</summary>
    public bool NeedsBridge => IsSupervised && Inputs[0].IsInteger;

    /// <summary><c>Tensor image</c>, as a parameter list.</summary>
    public string InputParameters => string.Join(", ", Inputs.Select(input => $"Tensor {input.Parameter}"));

    /// <summary><c>image</c>, as an argument list.</summary>
    public string InputArguments => string.Join(", ", Inputs.Select(input => input.Parameter));

    /// <summary>The parameter that stands for an input.</summary>
    public string ParameterOf(GraphNode input) => Inputs.First(pair => pair.Member == input.Name).Parameter;

    public string BackwardParameters => string.Join(", ",
    [
        // An input that is marked as a result is a mistake, and reported.
        .. Outputs.Where(output => Inputs.All(input => input.Member != output)).Select(output => $"Tensor grad{output}"),
        GradientChoices,
    ]);

    private bool IsSupervised => HasLoss && HasOptimizer && Targets.Length == 1 && Inputs.Length == 1 && Outputs.Length == 1;

    private string GradientChoices => string.Join(", ", ["bool accumulate = false", "bool parameters = true", .. RealInputs.Select(input => $"Tensor? grad{input.Member} = null")]);

    // An element of a tuple can bear any name but those that tuples have for themselves.
    private static string Element(string name) =>
        name is "Rest" or "Deconstruct" or "CompareTo" || (name.StartsWith("Item", StringComparison.Ordinal) && name.Length > 4 && name.Skip(4).All(char.IsDigit)) ? "Tensor" : $"Tensor {Text.Escaped(name)}";

    private static InputParameter[] Parameters(ShapedGraph graph)
    {
        var names = new LocalNames([.. DeclaredLoss.Parameters(DeclaredLoss.Of(graph.Declaration)).OfType<string>(), .. graph.Inputs.Select(input => $"grad{input.Name}")]);
        var inputs = graph.Inputs.Select(input => (input.Name, input.IsInteger)).DefaultIfEmpty(("Input", false));
        return [.. inputs.Select(input => new InputParameter(input.Item1, Parameter(Text.CamelCase(input.Item1)), input.Item2))];

        string Parameter(string name) => names.Add(Taken.Contains(name) ? name + "Input" : name);
    }

    // As declared: of a model that does not compile, some are no values of the graph.
    private static string[] Declared(ModelDeclaration model)
    {
        string[] outputs = [.. model.Nodes.Where(node => node.Attributes.Any(attribute => attribute.Type == nameof(OutputAttribute))).Select(node => node.Name)];
        return outputs.Length > 0 ? outputs : [model.Nodes.LastOrDefault(node => node.Attributes.All(attribute => attribute.Type != nameof(InputAttribute)))?.Name ?? "Result"];
    }
}

/// <summary>An input member and the parameter that stands for it.</summary>
internal sealed record InputParameter(string Member, string Parameter, bool IsInteger);

/// <summary>A model that another one uses.</summary>
internal sealed record UsedModel(TypeDeclaration Type)
{
    /// <summary>Who may see it, and so who may hand one over.</summary>
    public string Access => Type.Access;

    public string Reference => "global::" + string.Join(".", new BlockName(Type.FullName).InAssembly.Split('.', '+').Select(Text.Escaped));

    /// <summary>What the names of its parameters begin with in the model that uses it.</summary>
    public IEnumerable<string> Prefixes(ShapedGraph graph) => graph.UsedModels.Where(used => used.Type == Type).Select(used => used.Prefix).Distinct();
}
