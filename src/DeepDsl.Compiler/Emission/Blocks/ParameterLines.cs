using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;

namespace DeepDsl.Compiler.Emission.Blocks;

/// <summary>The fields of an instance: its parameters and buffers, and the blocks inside it.</summary>
internal sealed class ParameterLines
{
    private readonly BlockInstance _instance;
    private readonly Initialization _initializers;
    private readonly GraphNode[] _own;
    private readonly IReadOnlyDictionary<BlockInstance, BlockModule> _modules;

    public ParameterLines(BlockInstance instance, ShapedGraph graph, IReadOnlyDictionary<BlockInstance, BlockModule> modules)
    {
        (_instance, _modules, _initializers) = (instance, modules, graph.Initialization);
        TakesState = DrawsNumbers = graph.Nodes.Any(node => node.Instance == instance && node.Operator is IStochastic);
        _own = [.. graph.Nodes.Where(node => node.Instance == instance)];
        var seen = new HashSet<BlockInstance>();
        foreach (var node in graph.Nodes.Where(node => node.Instance.IsIn(instance) && node.Operator is not null))
        {
            if (node.Instance == instance)
                AddNode(node);
            else if (instance.ChildAround(node.Instance) is { SharedWith: null } child && seen.Add(child))
                AddChild(child);
        }
    }

    public Section Section { get; } = new();

    /// <summary>Whether operators of the instance read the model's random numbers.</summary>
    public bool DrawsNumbers { get; }

    /// <summary>Whether it needs the model's state.</summary>
    public bool TakesState { get; private set; }

    /// <summary>Whether it needs the prefix of its names in the state dictionary.</summary>
    public bool TakesName { get; private set; }

    /// <summary>The parameters that belong to a node and not to another one as well.</summary>
    public static IEnumerable<Parameter> Own(GraphNode node) => node.SharedWith is null ? node.Operator?.Parameters.Where(parameter => node.OwnerOf(parameter.Name) == node) ?? [] : [];

    private void AddNode(GraphNode node)
    {
        foreach (var parameter in Own(node))
        {
            var init = _initializers.Resolve(node, parameter);
            Add(node, "ParameterSlot", parameter.Name,
                [
                    "AddParameter(", State(node, parameter.Name), ", ",
                    Argument.Constant("long[]", $"{Variable(node, parameter.Name)}Shape", $"[{string.Join(", ", parameter.Shape.Dims)}]"), ", ",
                    Argument.Constant("Init", $"{Variable(node, parameter.Name)}Init", init.Call), (parameter.IsNormOrBias ? ", isNormOrBias: true" : "") + (node.IsFrozen ? ", isFrozen: true" : ""), .. SecondNames(node, parameter), ")",
                ], init.Why ?? "");
        }
        foreach (var buffer in node.SharedWith is null ? node.Operator!.Buffers : [])
        {
            Add(node, "BufferSlot", buffer.Name, buffer.Size is { } size
                ? ["AddBuffer(", State(node, buffer.Name), ", ", Argument.Constant("long[]", $"{Variable(node, buffer.Name)}Shape", $"[{size}]"), $", {Text.Of(buffer.Value)})"]
                : ["AddCounter(", State(node, buffer.Name), ")"]);
        }
    }

    // Those of other operators that take the parameter as their own.
    private IEnumerable<Piece> SecondNames(GraphNode node, Parameter parameter)
    {
        string[] names = [.. _own.Where(other => other != node && other.TiedTo is not null && other.OwnerOf(parameter.Name) == node).Select(other => State(other, parameter.Name))];
        return names.Length == 0 ? [] : [$", alsoCalled: [{string.Join(", ", names)}]"];
    }

    private void Add(GraphNode node, string type, string name, IEnumerable<Piece> call, string comment = "")
    {
        TakesState = TakesName = true;
        Section.Add(_instance.IsModel
            ? [$"{Names.Field(node, name)} = State.", .. call, ";"]
            : [$"public readonly {type} {Names.Field(node, name)} = state.", .. call, ";"], comment);
    }

    private void AddChild(BlockInstance child)
    {
        var module = _modules[child];
        List<Piece> arguments = [];
        TakesState |= module.TakesState;
        TakesName |= module.TakesName;
        if (module.TakesState)
            arguments.Add(_instance.IsModel ? "State" : "state");
        if (module.TakesName)
            arguments.Add(Named(child.State.TrimEnd('.')));
        arguments.AddRange(module.ParametersOf(child).Select(argument => argument.PassedTo(child)));
        var call = Piece.List(arguments);
        Section.Add(_instance.IsModel ? [$"{Names.Field(child)} = new(", .. call, ");"] : [$"public readonly {module.Name} {Names.Field(child)} = new(", .. call, ");"]);
    }

    private string State(GraphNode node, string name) => Named(node.StateNameOf(name));

    private string Named(string state) => _instance.IsModel ? Text.Quoted(state) : $"name + {Text.Quoted("." + state[_instance.State.Length..])}";

    private static string Variable(GraphNode node, string name) => Text.CamelCase(node.LocalName + Text.PascalCase(name)).TrimStart('@');
}
