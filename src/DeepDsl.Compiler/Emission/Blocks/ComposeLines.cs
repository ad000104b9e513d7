using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Planning;

namespace DeepDsl.Compiler.Emission.Blocks;

/// <summary>The portable path of an instance: TorchSharp's operators, one a line.</summary>
internal sealed class ComposeLines
{
    // Stands in an operator's expression for the number of its layer, which instances do not share.
    private const string LayerMark = "\u0001";

    private readonly BlockInstance _instance;
    private readonly TrainingProgram _program;
    private readonly IReadOnlyDictionary<BlockInstance, BlockModule> _modules;
    private readonly Dictionary<GraphNode, string> _expressions = [];
    private readonly List<Argument> _inputs = [];
    private readonly LocalNames _names;
    private readonly ILookup<GraphNode, GraphNode> _users;

    public ComposeLines(BlockInstance instance, TrainingProgram program, ModelApi api, IReadOnlyDictionary<BlockInstance, BlockModule> modules)
    {
        (_instance, _program, _modules) = (instance, program, modules);
        _names = new(["training", "functional", "torch", "state", "name", .. instance.IsModel ? api.Inputs.Select(input => input.Parameter) : []]);
        _users = program.Graph.LiveNodes.SelectMany(node => node.Inputs.Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node);
        if (instance.IsModel)
        {
            foreach (var input in program.Graph.Inputs)
                _expressions[input] = api.ParameterOf(input);
        }
        var nodes = program.Graph.LiveNodes.Where(node => node.Instance.IsIn(instance)).ToArray();
        string? member = null;
        foreach (var node in nodes)
        {
            if (node.Instance != instance && _expressions.ContainsKey(node))
                continue;
            if (Names.Member(node, instance) is var current && current != member)
            {
                if (member is not null)
                    Section.Add("");
                Section.Add($"// {member = current}");
            }
            if (node.Instance == instance)
                AddNode(node);
            else
                AddChild(instance.ChildAround(node.Instance), nodes);
        }
        Result = new(instance, nodes.Where(Leaves));
        if (nodes.Length > 0)
            Section.Add("");
        var results = instance.IsModel ? program.Composed : Result.Nodes;
        Section.Add(results.Length == 1 ? $"return {_expressions[results[0]]};" : $"return ({string.Join(", ", results.Select(node => _expressions[node]))});");
    }

    public Section Section { get; } = new();

    public IReadOnlyList<Argument> Inputs => _inputs;

    public ComposedResult Result { get; }

    /// <summary>Whether anything outside the instance takes the value up.</summary>
    private bool Leaves(GraphNode node) => _program.Composed.Contains(node) || _users[node].Any(user => !user.Instance.IsIn(_instance));

    private void AddNode(GraphNode node)
    {
        var layer = _program.Layers.TryGetValue(node, out var number) ? _instance.IsModel ? Text.Of(number) : LayerMark : "";
        var call = new PortableCall(node, [.. node.Inputs.Select(Expression)], layer, _program.ChannelsLast.Contains(node));
        var argument = Argument.Constant("int", Text.CamelCase(node.LocalName).TrimStart('@') + "Layer", Text.Of(number));
        var parts = node.Operator!.Portable(call).Split([LayerMark], StringSplitOptions.None);
        _expressions[node] = Local(node.LocalName);
        Section.Add([$"var {_expressions[node]} = ", .. parts.SelectMany((part, index) => index == 0 ? new Piece[] { part } : [argument, part]), ";"], $"{node.Shape}");
    }

    private void AddChild(BlockInstance child, GraphNode[] nodes)
    {
        var code = _modules[child].CodeOf(child);
        var method = _modules[child].ComposeOf(child);
        var local = Local(child.Name);
        IEnumerable<Piece> arguments = [.. code.ComposeInputs.Select(input => (Piece)Expression((GraphNode)input.Value)), "training", .. method.ArgumentsOf(child).Select(argument => argument.PassedTo(child))];
        Section.Add([$"var {local} = {Names.Field(child)}.{method.Name}(", .. Piece.List(arguments), ");"], string.Join(", ", code.Result.Nodes.Select(node => node.Shape)));
        foreach (var node in nodes.Where(node => node.Instance.IsIn(child)))
            _expressions[node] = code.Result.Expression(node, local);
    }

    private string Expression(GraphNode node)
    {
        if (!_expressions.TryGetValue(node, out var expression))
        {
            var name = _instance.Inputs.FirstOrDefault(input => input.Value == node).Member ?? node.LocalName;
            _expressions[node] = expression = Local(name);
            _inputs.Add(new("Tensor", expression, node));
        }
        return expression;
    }

    private string Local(string name) => _names.Add(Text.CamelCase(name));
}

/// <summary>What the portable path of an instance returns: one tensor, or a tuple.</summary>
internal sealed class ComposedResult
{
    private readonly string[] _names;

    public ComposedResult(BlockInstance instance, IEnumerable<GraphNode> nodes)
    {
        Nodes = [.. nodes];
        var names = new LocalNames(["Rest"]);
        _names = [.. Nodes.Select(node => names.Add(Names.Inside(node, instance)))];
    }

    public GraphNode[] Nodes { get; }

    public string Type => Nodes.Length == 1 ? "Tensor" : $"({string.Join(", ", _names.Select(name => $"Tensor {Text.Escaped(name)}"))})";

    /// <summary>One of the values out of what was returned; empty for one that stays inside.</summary>
    public string Expression(GraphNode node, string all) => Nodes.Length == 1 ? all : Array.IndexOf(Nodes, node) is >= 0 and var index ? $"{all}.{Text.Escaped(_names[index])}" : "";
}
