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
        private readonly Evaluator _evaluator;

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
            if (op is IComposite composite && composite.Expand(new Expansion(this, declaration, site, member, inputs)) is { } expanded)
                return expanded;

            var (name, stateName) = NamesOf(attribute, kind ?? op.Kind, member);
            return Add(new()
            {
                Index = _nodes.Count,
                Site = site,
                Declaration = declaration,
                Operator = op,
                Inputs = inputs,
                Shape = op.Output,
                Text = kind is null ? AttributeText.Of(declaration, attribute) : $"{op.GetType().Name} of {declaration.Name}",
                Name = name,
                StateName = stateName,
            });
        }

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
        private (string Code, string State) NamesOf(OperatorAttribute attribute, string kind, string member)
        {
            var code = member + kind;
            _kinds[code] = _kinds.TryGetValue(code, out var count) ? count + 1 : 1;
            var number = _kinds[code] == 1 ? "" : $"{_kinds[code]}";
            return (code + number, attribute.Name is { Length: > 0 } chosen ? chosen : $"{Text.SnakeCase(member)}.{Text.SnakeCase(kind)}{number}");
        }

        // The last operator of a member bears the member's name in generated code.
        private void NameMembers()
        {
            foreach (var member in _graph.Members.Where(member => !_values[member.Value].IsInput))
                _values[member.Value].Name = member.Key;
        }

        private bool IsSwitchedOff(Call call)
        {
            if (call.Attribute.Named.FirstOrDefault(named => named.Name == nameof(OperatorAttribute.When)) is not { Value.Value: string flag })
                return false;
            if (!_graph.Declaration.Members.Any(member => member.Name == flag))
                Report(Missing(flag), call.Site with { Argument = nameof(OperatorAttribute.When) });
            else if (_evaluator.EvaluateMember(flag) is not bool isOn)
                Report(new UnknownName($"When needs a bool member, but '{flag}' is none that the compiler can compute"), call.Site with { Argument = nameof(OperatorAttribute.When) });
            else
                return !isOn;
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
            return isSound ? Catalog.CreateAttribute(call.Attribute with { Positional = positional, Named = named }) : null;

            Constant Replace(Constant constant, string argument, bool isSize)
            {
                if (!isSize || constant.Value is not string name)
                    return constant;
                if (_evaluator.EvaluateMember(name) is int or double && _evaluator.EvaluateMember(name) is { } value)
                    return new(value);
                isSound = false;
                // Where a shape before it is unknown already, the mistake has been reported there.
                if (!_graph.Declaration.Members.Any(member => member.Name == name))
                    Report(Missing(name), call.Site with { Argument = argument });
                else if (_values.Values.All(node => node.Shape.IsKnown))
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

        private int? SizeOf(string member, string property)
        {
            if (!_graph.Members.TryGetValue(member, out var id) || !_values.TryGetValue(id, out var node) || !node.Shape.IsKnown)
                return null;
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
            var attributes = _graph.Declaration.Attributes;
            for (var index = 0; index < attributes.Count; index++)
            {
                if (Catalog.CreateAttribute(attributes[index]) is not LossAttribute attribute)
                    continue;
                if (outputs is not [{ Shape.IsKnown: true } judged])
                    return null;
                var loss = Catalog.CreateLoss(attribute, judged.Shape);
                if (UnflattenedLinear(judged) is { } linear)
                    Report(Explain(Unflattened(linear, judged), linear.Declaration!, linear.Inputs), linear.Site);
                else if (loss.Misfit is { } misfit)
                    Report(Explain(misfit, attributes[index], [judged]), new(null, index, misfit.Argument));
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

        private void ReportUnused(GraphNode[] outputs)
        {
            var used = new HashSet<GraphNode>(_nodes.SelectMany(node => node.Inputs).Concat(outputs));
            if (outputs.Length == 0 || _problems.Count > 0)
                return;
            foreach (var member in _graph.Members.Where(member => !used.Contains(_values[member.Value])).OrderBy(member => member.Value.Index))
            {
                Report(new UnusedValue($"Nothing uses '{member.Key}': neither a later member nor the result '{outputs[^1].Name}' needs it; "
                    + "mark it [Output], take it up with [From], or remove it"), new(member.Key));
            }
        }

        private static MissingFlatten Unflattened(GraphNode linear, GraphNode judged) =>
            new($"acts on nothing but the width of the feature map {linear.Inputs[0].Shape}, so that the loss gets {judged.Shape}") { Advice = "flatten or pool the map first" };

        /// <summary>The whole message: what came and what was expected, how it came about, what would help.</summary>
        private static Misfit Explain(Misfit misfit, AttributeDeclaration attribute, IReadOnlyList<GraphNode> inputs) =>
            misfit with { Message = $"[{attribute.Name}] {misfit.Message}{Trails(inputs)}{(misfit.Advice is null ? "" : $"; {misfit.Advice}")}" };

        private static string Trails(IReadOnlyList<GraphNode> inputs)
        {
            var trails = inputs.Select(Trail).Distinct().ToArray();
            // An input's own shape is in the message already.
            return trails.Length == 1 && inputs[0].IsInput ? "" : $" [{string.Join("; ", trails)}]";
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
