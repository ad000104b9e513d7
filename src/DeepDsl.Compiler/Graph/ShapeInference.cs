using System.Collections.Immutable;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Graph;

/// <summary>Folds arguments, builds operators and infers shapes, in order: a size may depend on every shape before it.</summary>
public static class ShapeInference
{
    public static ShapedGraph Infer(ModelGraph graph) => new Inference(graph).Infer();

    private sealed class Inference
    {
        private readonly ModelGraph _graph;
        private readonly Dictionary<ValueId, GraphNode> _values = [];
        private readonly List<GraphNode> _nodes = [];
        private readonly List<Problem> _problems;
        private readonly Dictionary<string, int> _kinds = [];
        private readonly LocalNames _fields = new([]);
        private readonly HashSet<string> _stateNames = [];
        private readonly Evaluator _evaluator;

        // Whether an evaluation met a value without a shape: the mistake has been reported there.
        private bool _metUnknown;

        public Inference(ModelGraph graph)
        {
            _graph = graph;
            _problems = [.. graph.Problems];
            var members = graph.Declaration.Members.ToLookup(member => member.Name, member => member.Value);
            _evaluator = new(name => members[name].FirstOrDefault(), SizeOf);
        }

        public ShapedGraph Infer()
        {
            foreach (var input in _graph.Inputs)
                _values[input.Id] = AddInput(input);
            foreach (var call in _graph.Calls)
                _values[call.Id] = Apply(call);
            NameMembers();

            GraphNode[] outputs = [.. _graph.Outputs.Select(id => _values[id])];
            ReportResults(outputs);
            ReportUnused(outputs);
            return new()
            {
                Declaration = _graph.Declaration,
                Nodes = [.. _nodes],
                Outputs = [.. outputs],
                Members = _graph.Members.ToImmutableDictionary(member => member.Key, member => _values[member.Value]),
                Loss = InferLoss(outputs),
                Problems = [.. _problems],
            };
        }

        private GraphNode AddInput(InputCall input)
        {
            var sizes = Catalog.CreateAttribute(input.Attribute) is InputAttribute attribute ? attribute.Shape : null;
            var shape = sizes is null ? Shape.Unknown : Shape.Of(sizes);
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
            return Add(new() { Index = _nodes.Count, Site = input.Site, Inputs = [], Shape = shape, Text = "Input", Name = input.Member, StateName = Text.SnakeCase(input.Member) });
        }

        private GraphNode Apply(Call call)
        {
            var inputs = call.Inputs.Select(id => _values[id]).ToArray();
            if (IsSwitchedOff(call))
                return inputs[0];
            return Fold(call) is OperatorAttribute attribute
                ? Apply(attribute, call.Attribute, call.Site, call.Member, null, inputs)
                : Add(Unknown(call.Attribute, call.Site, call.Member, inputs));
        }

        private GraphNode Apply(OperatorAttribute attribute, AttributeDeclaration declaration, Site site, string member, string? kind, GraphNode[] inputs)
        {
            if (inputs.Any(input => !input.Shape.IsKnown))
                return Add(Unknown(declaration, site, member, inputs));

            var op = Catalog.CreateOperator(attribute, inputs.Select(input => input.Shape).ToEquatableArray());
            if (op.Misfit is { } misfit)
            {
                Report(Explain(misfit, declaration, inputs), site with { Argument = misfit.Argument });
                return Add(Unknown(declaration, site, member, inputs));
            }
            if (op.Output.Elements >= int.MaxValue)
            {
                Report(TooLarge($"[{declaration.Name}] makes {op.Output}"), site);
                return Add(Unknown(declaration, site, member, inputs));
            }
            if (op is IComposite composite && composite.Expand(new Expansion(this, declaration, site, member, inputs)) is { } expanded)
                return expanded;

            var (name, stateName) = NamesOf(attribute, kind ?? op.Kind, member, site);
            return Add(new()
            {
                Index = _nodes.Count,
                Site = site,
                Declaration = declaration,
                Operator = op,
                Inputs = inputs,
                Shape = op.Output,
                Text = kind is null ? AttributeText.Of(declaration, attribute)
                    : attribute.GetType().Name == declaration.Type ? declaration.Name
                    : $"{op.GetType().Name} of {declaration.Name}",
                Name = name,
                FieldName = _fields.Add("_" + Text.CamelCase(name).TrimStart('@')),
                StateName = stateName,
            });
        }

        private static ShapeMismatch TooLarge(string what) => new($"{what}, but a sample has fewer than {Text.Count(int.MaxValue)} values");

        private GraphNode Unknown(AttributeDeclaration declaration, Site site, string member, GraphNode[] inputs) => new()
        {
            Index = _nodes.Count,
            Site = site,
            Declaration = declaration,
            Inputs = inputs,
            Shape = Shape.Unknown,
            Text = declaration.ToString(),
            Name = member,
            StateName = Text.SnakeCase(member),
        };

        private GraphNode Add(GraphNode node)
        {
            _nodes.Add(node);
            return node;
        }

        // stem.conv, stem.conv2: counted among their own kind, so that inserting a norm renames nothing.
        private (string Code, string State) NamesOf(OperatorAttribute attribute, string kind, string member, Site site)
        {
            var state = $"{Text.SnakeCase(member)}.{Text.SnakeCase(kind)}";
            _kinds[state] = _kinds.TryGetValue(state, out var count) ? count + 1 : 1;
            var number = _kinds[state] == 1 ? "" : $"{_kinds[state]}";
            var name = attribute.Name is { Length: > 0 } chosen ? chosen : state + number;
            if (!name.Split('.').All(part => part.Length > 0 && part.All(character => char.IsLetterOrDigit(character) || character is '_' or '-')))
                Report(new UnknownName($"The name \"{name}\" cannot stand in a state dictionary; parts of letters, digits, '_' and '-', joined by dots, can"), site with { Argument = nameof(OperatorAttribute.Name) });
            else if (!_stateNames.Add(name))
                Report(new UnknownName($"Another operator has the name \"{name}\" already, and a state dictionary holds it once"), site with { Argument = nameof(OperatorAttribute.Name) });
            return (member + kind + number, name);
        }

        // The last operator of a member bears the member's name in generated code; one that is only taken up bears its own.
        private void NameMembers()
        {
            foreach (var member in _graph.Members)
            {
                if (_values[member.Value] is { IsInput: false } node && node.Site.Member == member.Key)
                    node.Name = member.Key;
            }
        }

        private bool IsSwitchedOff(Call call)
        {
            if (call.Attribute.Named.FirstOrDefault(named => named.Name == nameof(OperatorAttribute.When)) is not { Value.Value: string flag })
                return false;
            if (!_graph.Declaration.Members.Any(member => member.Name == flag))
                Report(Missing(flag), call.Site with { Argument = nameof(OperatorAttribute.When) });
            else if (Evaluate(flag) is bool isOn)
                return !isOn;
            else if (!_metUnknown)
                Report(new UnknownName($"When needs a bool member, but '{flag}' is none that the compiler can compute"), call.Site with { Argument = nameof(OperatorAttribute.When) });
            return false;
        }

        /// <summary>The attribute with names of numbers replaced by their values; null where one has none.</summary>
        private Attribute? Fold(Call call)
        {
            if (Catalog.CreateAttribute(call.Attribute) is not { } written)
                return null;
            var isSound = true;
            var positional = call.Attribute.Positional.Select((constant, index) => Replace(constant, $"{index}", IsSize(written, constant))).ToEquatableArray();
            var named = call.Attribute.Named.Select(item => new NamedConstant(item.Name,
                Replace(item.Value, item.Name, written.GetType().GetProperty(item.Name)?.PropertyType == typeof(object)))).ToEquatableArray();
            if (!isSound)
                return null;
            if (Catalog.CreateAttribute(call.Attribute with { Positional = positional, Named = named }) is { } folded)
                return folded;
            for (var i = 0; i < positional.Count; i++)
            {
                if (call.Attribute.Positional[i].Value is string name && positional[i].Value is double value)
                    Report(new UnknownName($"'{name}' is {Text.Of(value)}, but a whole number is expected here"), call.Site with { Argument = $"{i}" });
            }
            return null;

            Constant Replace(Constant constant, string argument, bool isSize)
            {
                if (!isSize || constant.Value is not string name)
                    return constant;
                var value = Evaluate(name);
                if (value is int or double)
                    return new(value);
                isSound = false;
                if (!_graph.Declaration.Members.Any(member => member.Name == name))
                    Report(Missing(name), call.Site with { Argument = argument });
                else if (value is bool)
                    Report(new UnknownName($"'{name}' is a flag, but a number is expected here"), call.Site with { Argument = argument });
                else if (!_metUnknown)
                    Report(new UnknownName($"'{name}' is no number that the compiler can compute: {Description(name)}"), call.Site with { Argument = argument });
                return constant;
            }
        }

        private string Description(string name)
        {
            var member = _graph.Declaration.Members.First(member => member.Name == name);
            return member.Value is null
                ? $"'{member.Text}' may use int, double and bool, arithmetic, comparisons, ?:, Math.Min, Math.Max, constants and sizes such as X.Channels"
                : $"'{member.Text}' has no value here";
        }

        // Sizes are held as objects, names of nodes as strings: that tells one kind of name from the other.
        private static bool IsSize(Attribute attribute, Constant constant) => constant.Value is string && attribute.GetType().GetProperties()
            .Any(property => property.PropertyType == typeof(object) && property.Name != nameof(Attribute.TypeId) && Equals(property.GetValue(attribute), constant.Value));

        private UnknownName Missing(string name)
        {
            if (_graph.Members.ContainsKey(name))
                return new($"'{name}' is a Node, but a number or flag is expected here");
            var nearest = Nearest.To(name, _graph.Declaration.Members.Select(member => member.Name));
            return new($"There is no constant or computed member '{name}'{(nearest is null ? "" : $"; did you mean '{nearest}'?")}") { Suggestion = nearest };
        }

        private object? Evaluate(string member)
        {
            _metUnknown = false;
            return _evaluator.EvaluateMember(member);
        }

        private int? SizeOf(string member, string property)
        {
            var isBuilt = _graph.Members.TryGetValue(member, out var id);
            if (!isBuilt || !_values.TryGetValue(id, out var node) || !node.Shape.IsKnown)
            {
                _metUnknown |= isBuilt ? _values.ContainsKey(id) : _graph.Declaration.Nodes.Any(declared => declared.Name == member);
                return null;
            }
            var shape = node.Shape;
            return property switch
            {
                nameof(DeepDsl.Node.Channels) when shape.Rank >= 1 => shape.Channels,
                nameof(DeepDsl.Node.Features) when shape.Rank >= 1 => shape.Last,
                nameof(DeepDsl.Node.Width) when shape.Rank >= 1 => shape.Width,
                nameof(DeepDsl.Node.Length) or nameof(DeepDsl.Node.Height) when shape.Rank >= 2 => shape.Height,
                _ => null,
            };
        }

        private Losses.Loss? InferLoss(GraphNode[] outputs)
        {
            var losses = _graph.Declaration.Attributes.Select((declaration, index) => (declaration, attribute: Catalog.CreateAttribute(declaration) as LossAttribute, index))
                .Where(item => item.attribute is not null).ToArray();
            if (losses is not [var (declaration, attribute, index), ..])
                return null;
            foreach (var other in losses.Skip(1))
                Report(new LossMismatch($"[{other.declaration.Name}] cannot stand beside [{declaration.Name}]: a model has one loss"), new(null, other.index));
            if (outputs.Length > 1)
                Report(new LossMismatch($"[{declaration.Name}] judges one result, but there are {outputs.Length}: {string.Join(", ", outputs.Select(output => $"'{output.Name}'"))}"), new(null, index));
            if (outputs is not [{ Shape.IsKnown: true } judged])
                return null;
            var loss = Catalog.CreateLoss(attribute!, judged.Shape);
            if (UnflattenedLinear(judged) is { } linear)
                Report(Explain(Unflattened(linear, judged), linear.Declaration!, linear.Inputs), linear.Site);
            else if (loss.Misfit is { } misfit)
                Report(Explain(misfit, declaration, [judged]), new(null, index, misfit.Argument));
            else
                return loss;
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

        /// <summary>A result that is no value of its own: an input, or the same value as another result.</summary>
        private void ReportResults(GraphNode[] outputs)
        {
            var known = new HashSet<GraphNode>();
            foreach (var output in outputs.Where(output => output.IsInput || !known.Add(output)))
            {
                var names = _graph.Members.Where(member => _values[member.Value] == output).Select(member => member.Key).ToArray();
                var site = new Site(_graph.Declaration.Nodes.Last(node => names.Contains(node.Name)).Name);
                Report(new UnknownName(output.IsInput
                    ? $"'{site.Member}' is a result and nothing but the input '{output.Name}': give it an operator"
                    : $"The results {string.Join(" and ", names.OrderBy(name => name, StringComparer.Ordinal).Select(name => $"'{name}'"))} are the same value: give one of them an operator, or drop its [Output]"), site);
            }
        }

        private void ReportUnused(GraphNode[] outputs)
        {
            var used = new HashSet<GraphNode>(_nodes.SelectMany(node => node.Inputs).Concat(outputs));
            if (outputs.Length == 0 || _problems.Count > 0)
                return;
            // Of several members that stand for one value, the last is the one that nothing takes up.
            foreach (var member in _graph.Declaration.Nodes.Where(member => _graph.Members.ContainsKey(member.Name)).GroupBy(member => _values[_graph.Members[member.Name]])
                .Where(members => !used.Contains(members.Key)).Select(members => members.Last().Name))
            {
                Report(new UnusedValue($"Nothing uses '{member}': neither a later member nor the result '{outputs[^1].Name}' needs it; "
                    + $"take it up with [From], make it an [Output] beside '{outputs[^1].Name}', or remove it"), new(member));
            }
        }

        private static MissingFlatten Unflattened(GraphNode linear, GraphNode judged) =>
            new($"acts on nothing but the width of the feature map {linear.Inputs[0].Shape}, so that the loss gets {judged.Shape}") { Advice = "flatten or pool the map first" };

        /// <summary>The whole message: what came and what was expected, how it came about, what would help.</summary>
        private static Misfit Explain(Misfit misfit, AttributeDeclaration attribute, IReadOnlyList<GraphNode> inputs) =>
            misfit with { Message = $"[{attribute.Name}] {misfit.Message}{Trails(misfit, inputs)}{(misfit.Advice is null ? "" : $"; {misfit.Advice}")}" };

        // Only a shape that the message names needs explaining, and that of an input explains itself.
        private static string Trails(Misfit misfit, IReadOnlyList<GraphNode> inputs)
        {
            var named = inputs.Where(input => misfit.Message.Contains(input.Shape.ToString())).Distinct().ToArray();
            return named.All(input => input.IsInput) ? "" : $" [{string.Join("; ", named.Select(Trail))}]";
        }

        /// <summary>How a shape came about, as the last few steps.</summary>
        private static string Trail(GraphNode value)
        {
            var steps = new List<string>();
            for (var node = value; node is not null && steps.Count < 5; node = node.IsInput ? null : node.Inputs[0])
                steps.Insert(0, steps.Count == 4 && !node.IsInput ? "…" : node.IsInput ? $"{node.Name} {node.Shape}" : $"{node.Declaration!.Name} {node.Shape}");
            return string.Join(" → ", steps);
        }

        private void Report(Misfit misfit, Site site) => _problems.Add(new(misfit, site));

        private sealed class Expansion(Inference inference, AttributeDeclaration declaration, Site site, string member, GraphNode[] inputs) : IExpansion
        {
            public IReadOnlyList<GraphNode> Inputs => inputs;

            public GraphNode Apply(OperatorAttribute attribute, string kind, params GraphNode[] arguments) => inference.Apply(attribute, declaration, site, member, kind, arguments);
        }
    }
}
