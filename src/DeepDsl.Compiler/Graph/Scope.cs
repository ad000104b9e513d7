using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Graph;

/// <summary>One run through a declaration: a model's, or one repetition of a block's.</summary>
internal sealed class Scope
{
    private readonly Dictionary<ValueId, GraphNode> _values = [];
    private readonly Dictionary<string, List<GraphNode>> _nodesOf = [];
    private readonly ArgumentFolding _arguments;
    private readonly Evaluator _evaluator;
    private bool _metUnknown;

    private Scope(ModelGraph graph, BlockExpansion expansion, Place place, IReadOnlyDictionary<string, object?> hypers)
    {
        (Graph, Expansion, Place) = (graph, expansion, place);
        var members = graph.Declaration.Members.ToLookup(member => member.Name, member => member.Value);
        _evaluator = new(name => hypers.TryGetValue(name, out var value) ? value is null ? null : new Expression.Literal(value) : members[name].FirstOrDefault(), SizeOf);
        _arguments = new(this);
        // What is made up for operators and blocks gives way to what members are called.
        foreach (var member in graph.Declaration.Nodes)
            place.Instance.Members.Add(member.Name);
    }

    public ModelGraph Graph { get; }

    public BlockExpansion Expansion { get; }

    /// <summary>Where it stands in the network: names and, for a block, the use.</summary>
    public Place Place { get; }

    /// <summary>The value of a number or flag; null where it has none.</summary>
    /// <param name="member">The member's name.</param>
    /// <param name="isExcused">Whether that is because of a value without a shape, which has been reported, or because a block is looked at by itself.</param>
    public object? Evaluate(string member, out bool isExcused)
    {
        _metUnknown = false;
        var value = _evaluator.EvaluateMember(member);
        isExcused = _metUnknown || Graph.Declaration.IsBlock && Place.Use is null;
        return value;
    }

    /// <summary>The scopes of the uses on each member, one for each repetition.</summary>
    public Dictionary<string, List<Scope>> Uses { get; } = [];

    public GraphNode this[ValueId id] => _values[id];

    /// <summary>The scope of a whole model, or of a block by itself.</summary>
    public static Scope Of(ModelGraph graph, BlockExpansion expansion)
    {
        expansion.Problems.AddRange(graph.Problems);
        var scope = new Scope(graph, expansion, Place.Of(graph.Declaration), graph.Declaration.Hypers.ToDictionary(hyper => hyper.Name, hyper => hyper.Default.Value));
        foreach (var hyper in graph.Declaration.Hypers.Where(hyper => hyper.Default.Value is null && !graph.Declaration.IsBlock))
            scope.Report(new UnknownName($"The hyperparameter '{hyper.Name}' of a model needs a default, as in [Hyper(64)]: nothing gives it a value"), new(hyper.Name));
        foreach (var input in graph.Inputs)
            scope._values[input.Id] = scope.AddInput(input);
        return scope;
    }

    /// <summary>The scope of one repetition of a block.</summary>
    public static Scope OfBlock(ModelGraph graph, BlockExpansion expansion, Place place, IReadOnlyDictionary<string, object?> hypers, IReadOnlyList<GraphNode> inputs)
    {
        var scope = new Scope(graph, expansion, place, hypers);
        foreach (var (input, value) in graph.Inputs.Zip(inputs, (input, value) => (input, value)))
        {
            scope._values[input.Id] = value;
            place.Instance.Take(input.Member, value);
        }
        return scope;
    }

    /// <summary>Applies every operator, or those up to a member.</summary>
    public void Run(string? until = null)
    {
        foreach (var call in Graph.Calls)
        {
            _values[call.Id] = Apply(call);
            if (until is not null && call.IsLast && call.Member == until)
                break;
        }
        NameMembers();
    }

    /// <summary>The value of a member; null where there is none, or it was not reached.</summary>
    public GraphNode? Member(string name) => Graph.Members.TryGetValue(name, out var id) && _values.TryGetValue(id, out var node) ? node : null;

    public void Report(Misfit misfit, Site site)
    {
        if (Place.Use is { } use)
            Expansion.Report(misfit with { Message = $"In '{Graph.Declaration.Type.Name}', '{site.Member}': {misfit.Message}", Argument = null, Suggestion = null }, use, new(Graph.Declaration.Type.FullName, site));
        else
            Expansion.Report(misfit, site);
    }

    /// <summary>Applies one operator, written on a member or made by a composite.</summary>
    /// <param name="attribute">The operator, its arguments folded.</param>
    /// <param name="call">What it was written as.</param>
    /// <param name="kind">What it is called in names, where a composite says so.</param>
    /// <param name="inputs">What it is applied to.</param>
    public GraphNode Apply(OperatorAttribute attribute, Call call, string? kind, GraphNode[] inputs)
    {
        if (inputs.Any(input => !input.Shape.IsKnown))
            return Unknown(call, inputs);
        if (attribute is GatherAttribute gather)
        {
            if (Gather(gather, call) is not { } gathered)
                return Unknown(call, inputs);
            inputs = gathered;
        }

        if (inputs.FirstOrDefault(input => input.IsInteger) is { } integer && attribute is not (EmbeddingAttribute or WeightAttribute))
        {
            Report(Explanation.Of(new ShapeMismatch($"computes with real numbers, but '{integer.Name}' consists of integers; [Embedding(...)] turns indices into vectors"), call.Attribute, inputs), call.Site);
            return Unknown(call, inputs);
        }
        if (attribute is EmbeddingAttribute && !inputs[0].IsInteger)
        {
            Report(Explanation.Of(new ShapeMismatch($"looks vectors up by integers, but '{inputs[0].Name}' consists of real numbers; [Input(..., DType = DType.Int64)] declares indices"), call.Attribute, inputs), call.Site);
            return Unknown(call, inputs);
        }
        var op = Catalog.CreateOperator(attribute, inputs.Select(input => input.Shape).ToEquatableArray());
        if (op.Misfit is { } misfit)
        {
            Report(Explanation.Of(misfit, call.Attribute, inputs), call.Site with { Argument = misfit.Argument });
            return Unknown(call, inputs);
        }
        if (op.Output.Elements >= int.MaxValue)
        {
            Report(TooLarge($"[{call.Attribute.Name}] makes {op.Output}"), call.Site);
            return Unknown(call, inputs);
        }
        if (op is IComposite composite && composite.Expand(new Composite(this, call, inputs)) is { } expanded)
            return expanded;

        GraphNode? tied = null;
        if (attribute.TiedWeight is { } member && (tied = FindTied(member, op, call)) is null)
            return Unknown(call, inputs);

        var isWritten = kind is null;
        kind ??= op.Kind;
        var (name, state) = NamesOf(attribute, op, kind, call);
        return Own(call, new()
        {
            Index = Expansion.Nodes.Count,
            TiedTo = tied,
            Site = Place.Use ?? call.Site,
            Inner = Place.Use is null ? null : new(Graph.Declaration.Type.FullName, call.Site),
            Declaration = call.Attribute,
            Operator = op,
            IsMade = !isWritten,
            Inputs = inputs,
            Shape = op.Output,
            Text = isWritten ? AttributeText.Of(call.Attribute, attribute)
                : attribute.GetType().Name == call.Attribute.Type ? call.Attribute.Name
                : $"{op.GetType().Name} of {call.Attribute.Name}",
            Instance = Place.Instance,
            LocalName = name,
            FieldName = Expansion.FieldName(Place.Instance, name, op),
            StateName = state,
            IsFrozen = Place.IsFrozen,
            SharedWith = Place.IsShared ? Expansion.Owner(state) : null,
        });
    }

    // stem.conv, stem.conv2: counted among their own kind, so that inserting a norm renames nothing.
    private (string Code, string State) NamesOf(OperatorAttribute attribute, Operator op, string kind, Call call)
    {
        var own = $"{Text.SnakeCase(call.Member)}.{Text.SnakeCase(kind)}";
        var number = Place.Instance.Number(own);
        var name = Place.State + (attribute.Name is { Length: > 0 } chosen ? chosen : own + number);
        // An operator that keeps nothing has its name to itself all the same: it may keep something one day.
        string[] kept = [name, .. op.Parameters.Select(parameter => parameter.Name).Concat(op.Buffers.Select(buffer => buffer.Name)).Where(part => part.Length > 0).Select(part => $"{name}.{part}")];
        if (kept.FirstOrDefault(full => !IsStateName(full)) is { } odd)
            Report(new UnknownName($"The name \"{odd}\" cannot stand in a state dictionary; parts of letters, digits, '_' and '-', joined by dots, can"), call.Site with { Argument = nameof(attribute.Name) });
        else if (!Place.IsShared && kept.FirstOrDefault(full => !Expansion.Claim(full)) is { } taken)
            Report(new UnknownName($"Another operator has the name \"{taken}\" already, and a state dictionary holds it once"), call.Site with { Argument = nameof(attribute.Name) });
        return (Place.Instance.Members.Add(call.Member + kind + number), name);
    }

    private static bool IsStateName(string name) => name.Split('.').All(part => part.Length > 0 && part.All(character => char.IsLetterOrDigit(character) || character is '_' or '-'));

    /// <summary>The one node of a member that has a weight; null, reported, where there is not one or its shape is another.</summary>
    private GraphNode? FindTied(string member, Operator op, Call call)
    {
        var weighted = (_nodesOf.TryGetValue(member, out var nodes) ? nodes : []).Where(node => node.Operator!.Parameters.Any(parameter => parameter.Name == "weight")).ToArray();
        var mine = op.Parameters.First(parameter => parameter.Name == "weight").Shape;
        var misfit = weighted switch
        {
            [] => $"ties its weight to that of '{member}', which has none before this",
            [var single] when !WeightOf(single).Equals(mine) => $"needs a weight {mine}, but that of '{member}' is {WeightOf(single)}",
            [_] => null,
            _ => $"ties its weight to that of '{member}', which has {weighted.Length}; give the one that is meant a member of its own",
        };
        if (misfit is null)
            return weighted[0];
        Report(Explanation.Of(new ShapeMismatch(misfit), call.Attribute, []), call.Site with { Argument = nameof(LinearAttribute.TieWeight) });
        return null;

        static Shape WeightOf(GraphNode node) => node.Operator!.Parameters.First(parameter => parameter.Name == "weight").Shape;
    }

    private GraphNode Own(Call call, GraphNode node)
    {
        if (!_nodesOf.TryGetValue(call.Member, out var nodes))
            _nodesOf[call.Member] = nodes = [];
        nodes.Add(node);
        return Expansion.Add(node);
    }

    private GraphNode Apply(Call call)
    {
        var inputs = call.Inputs.Select(id => _values[id]).ToArray();
        if (_arguments.IsSwitchedOff(call))
            return inputs[0];
        var made = _arguments.Fold(call, out var folded);
        if (made is not null && Catalog.UndefinedArgument(made) is { } undefined)
        {
            Report(Explanation.Of(undefined, call.Attribute, []), call.Site with { Argument = undefined.Argument });
            return Unknown(call, inputs);
        }
        return made switch
        {
            UseAttribute use => new BlockUse(this, call, use, inputs).Expand() ?? Unknown(call, inputs),
            OperatorAttribute attribute => Apply(attribute, call with { Attribute = folded }, null, inputs),
            _ => Unknown(call, inputs),
        };
    }

    private GraphNode AddInput(InputCall input)
    {
        var attribute = Catalog.CreateAttribute(input.Attribute) as InputAttribute;
        var sizes = attribute?.Shape;
        var shape = sizes is null || Graph.Declaration.IsBlock ? Shape.Unknown : Shape.Of(sizes);
        if (sizes is { Length: > 4 } || sizes?.Any(size => size < 1) == true)
        {
            Report(new ShapeMismatch(sizes.Length > 4
                ? $"[Input] has {sizes.Length} sizes, but at most four are supported; the batch is dynamic and not written"
                : $"[Input] is {shape}, but every size must be at least 1; the batch is dynamic and not written"), input.Site);
            shape = Shape.Unknown;
        }
        else if (shape.Elements >= int.MaxValue)
        {
            Report(TooLarge($"[Input] is {shape}"), input.Site);
            shape = Shape.Unknown;
        }
        else if (attribute is not null && Catalog.UndefinedArgument(attribute) is { } undefined)
        {
            Report(Explanation.Of(undefined, input.Attribute, []), input.Site with { Argument = undefined.Argument });
            shape = Shape.Unknown;
        }
        return Expansion.Add(new()
        {
            Index = Expansion.Nodes.Count,
            Site = input.Site,
            Inputs = [],
            Shape = shape,
            Text = "Input",
            Instance = Place.Instance,
            LocalName = input.Member,
            StateName = Text.SnakeCase(input.Member),
            IsInteger = attribute is { DType: DType.Int64 },
        });
    }

    private static ShapeMismatch TooLarge(string what) => new($"{what}, but a sample has fewer than {Text.Count(int.MaxValue)} values");

    private GraphNode Unknown(Call call, GraphNode[] inputs) => Expansion.Add(new()
    {
        Index = Expansion.Nodes.Count,
        Site = Place.Use ?? call.Site,
        Declaration = call.Attribute,
        Inputs = inputs,
        Shape = Shape.Unknown,
        Text = call.Attribute.ToString(),
        Instance = Place.Instance,
        LocalName = call.Member,
        StateName = Place.State + Text.SnakeCase(call.Member),
    });

    /// <summary>The nodes that a gathering operator means; null where there are none, which is reported.</summary>
    private GraphNode[]? Gather(GatherAttribute gather, Call call)
    {
        if (!Uses.TryGetValue(gather.Use, out var scopes))
            Report(new UnknownName($"[{call.Attribute.Name}] gathers from the repetitions of a block, but '{gather.Use}' has no [Use<...>]"), call.Site with { Argument = "0" });
        else if (scopes.Select(scope => scope.Member(gather.Output)).ToArray() is var found && found.All(node => node is { Shape.IsKnown: true }))
            return found!;
        else if (scopes.FirstOrDefault(scope => scope.Member(gather.Output) is null) is { } lacking)
        {
            var nearest = Nearest.To(gather.Output, lacking.Graph.Members.Keys);
            Report(new UnknownName($"'{lacking.Graph.Declaration.Type.Name}' has no node '{gather.Output}'{(nearest is null ? "" : $"; did you mean '{nearest}'?")}") { Suggestion = nearest, Owner = lacking.Graph.Declaration.Type.Name }, call.Site with { Argument = "1" });
        }
        return null;
    }

    // The last operator of a member bears the member's name in generated code; one that is only taken up bears its own.
    private void NameMembers()
    {
        foreach (var call in Graph.Calls.Where(call => call.IsLast))
        {
            if (_values.TryGetValue(call.Id, out var node) && node.Instance == Place.Instance && call.Inputs.All(input => _values[input] != node))
                node.LocalName = call.Member;
        }
    }

    private int? SizeOf(string member, string property)
    {
        var node = Member(member);
        if (node is not { Shape: { IsKnown: true } shape })
        {
            _metUnknown |= node is not null || (!Graph.Members.ContainsKey(member) && Graph.Declaration.Nodes.Any(declared => declared.Name == member));
            return null;
        }
        return property switch
        {
            nameof(Node.Channels) when shape.Rank >= 1 => shape.Channels,
            nameof(Node.Features) when shape.Rank >= 1 => shape.Last,
            nameof(Node.Width) when shape.Rank >= 1 => shape.Width,
            nameof(Node.Length) or nameof(Node.Height) when shape.Rank >= 2 => shape.Height,
            _ => null,
        };
    }

    private sealed class Composite(Scope scope, Call call, GraphNode[] inputs) : IExpansion
    {
        public IReadOnlyList<GraphNode> Inputs => inputs;

        public GraphNode Apply(OperatorAttribute attribute, string kind, params GraphNode[] arguments) => scope.Apply(attribute, call, kind, arguments);
    }
}

/// <summary>Where a scope stands in the network.</summary>
/// <param name="Instance">Its place in generated code.</param>
/// <param name="State">The prefix of names in the state dictionary, <c>layer1.basic_block.0.</c>.</param>
/// <param name="Use">The use in the model by which it came about; null for the model itself.</param>
/// <param name="IsShared">Whether the parameters are those of another use.</param>
internal sealed record Place(BlockInstance Instance, string State, Site? Use, bool IsShared)
{
    /// <summary>Whether nothing in it learns.</summary>
    public bool IsFrozen { get; init; }

    public static Place Of(ModelDeclaration model) => new(new(null, "", model.Type.Name, "", ""), "", null, false);
}
