using System.Collections.Immutable;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;

namespace DeepDsl.Compiler.Graph;

/// <summary>Turns members and their attributes into calls, and names into the values they stand for.</summary>
public static class GraphBuilder
{
    public static ModelGraph Build(ModelDeclaration model) => new Builder(model).Build();

    private sealed class Builder(ModelDeclaration model)
    {
        private readonly Dictionary<string, ValueId> _values = [];
        private readonly List<InputCall> _inputs = [];
        private readonly List<Call> _calls = [];
        private readonly List<ValueId> _outputs = [];
        private readonly List<Problem> _problems = [];
        private int _next;

        // What C# itself rejects is reported there, and whatever follows from it is not.
        private bool _isBroken = model.Nodes.SelectMany(node => node.Attributes).Any(attribute => Catalog.CreateAttribute(attribute) is null) || new TrainingSettings(model).AreRejected;

        public ModelGraph Build()
        {
            foreach (var (node, attribute, index) in All().Where(item => item.attribute.Type == nameof(InputAttribute)))
            {
                var id = new ValueId(_next++);
                _inputs.Add(new(id, node.Name, attribute, new(node.Name, index)));
                _values[node.Name] = id;
            }
            ValueId? previous = null, last = null;
            foreach (var node in model.Nodes)
            {
                previous = Read(node, previous);
                if (_inputs.All(input => input.Member != node.Name))
                    last = previous;
                if (previous is { } value && node.Attributes.Any(attribute => attribute.Type == nameof(OutputAttribute)))
                    _outputs.Add(value);
            }
            if (_calls.Count == 0 && _problems.Count == 0 && !_isBroken && model.FormProblems.Count == 0)
                Report(new UnknownName($"'{model.Type.Name}' computes nothing: it needs an [Input(...)] and a member with operators"), new(null));
            _problems.AddRange(new TrainingSettings(model).Misplaced());
            _problems.AddRange(new OptionCheck(model).Problems());
            foreach (var hyper in model.Hypers.Where(hyper => hyper.Default.Value is not null && hyper.Convert(hyper.Default.Value) is null))
                Report(new UnknownName($"The hyperparameter '{hyper.Name}' is {Text.WithArticle(hyper.Type)}, but its default is {Text.Of(hyper.Default.Value)}"), new(hyper.Name));
            if (_outputs.Count == 0 && last is { } result && _calls.Count > 0)
                _outputs.Add(result);
            return new(model, [.. _inputs], [.. _calls], _values.ToImmutableDictionary(), _isBroken ? [] : [.. _outputs], [.. _problems])
            {
                Result = last ?? default,
            };
        }

        private IEnumerable<(NodeDeclaration node, AttributeDeclaration attribute, int index)> All() =>
            model.Nodes.SelectMany(node => node.Attributes.Select((attribute, index) => (node, attribute, index)));

        private ValueId? Read(NodeDeclaration node, ValueId? previous)
        {
            var operators = node.Attributes.Select((attribute, index) => (attribute, index))
                .Where(item => item.attribute.Type is not (nameof(InputAttribute) or nameof(FromAttribute) or nameof(OutputAttribute)) && !Catalog.IsLoss(item.attribute.Type)).ToArray();
            if (_values.TryGetValue(node.Name, out var input))
            {
                if (operators is [var (_, first), ..])
                    Report(new ShapeMismatch($"'{node.Name}' is an [Input] and cannot have operators; put them on the member that follows"), new(node.Name, first));
                return input;
            }

            // What takes up no value is given the first input, for the size of the batch.
            var start = node.Attributes.Select((attribute, index) => (attribute, index)).FirstOrDefault(item => item.attribute.Type == nameof(FromAttribute)) is ({ } from, var at)
                ? Source(from, node, new(node.Name, at, "0"))
                : operators is [var (begin, _), ..] && AsSource(begin) is not null && _inputs.Count > 0 ? _inputs[0].Id : previous;
            if (start is null && previous is null && !_isBroken && _problems.Count == 0)
                Report(new UnknownName($"'{node.Name}' has nothing to act on: the first member of a model needs [Input(...)]"), new(node.Name));
            else if (operators.Length == 0 && !_isBroken && node.Attributes.All(attribute => attribute.Type != nameof(FromAttribute)))
                Report(new UnknownName($"'{node.Name}' says nothing: give it [Input(...)], [From(...)] or an operator"), new(node.Name));

            var current = start;
            foreach (var (attribute, index) in operators)
            {
                var site = new Site(node.Name, index);
                // Names are looked up behind a mistake too, so that all wrong ones are reported at once.
                var others = Others(attribute, node, site, start ?? default);
                var source = AsSource(attribute);
                if (source is not null)
                    CheckSource(source, attribute, site, isFirst: index == operators[0].index && node.Attributes.All(other => other.Type != nameof(FromAttribute)));
                if (others is null || current is not { } value)
                {
                    current = null;
                    continue;
                }
                current = new ValueId(_next++);
                _calls.Add(new(current.Value, node.Name, attribute, site, source is not null && others.Length > 0 ? others.ToEquatableArray() : [value, .. others], IsLast: index == operators[^1].index));
                if (source is not null)
                    start = current;
            }
            if (current is { } result)
                _values[node.Name] = result;
            return current;
        }

        /// <summary>The value that [From] names; null where it names none, or where C# itself rejects the argument.</summary>
        private ValueId? Source(AttributeDeclaration from, NodeDeclaration node, Site site)
        {
            switch (from.Positional)
            {
                case [{ Value: string name }]:
                    return Find(name, node, site);
                case [{ Value: null }]:
                    Report(new UnknownName("[From] needs the name of a member"), site);
                    return null;
                default:
                    _isBroken = true;
                    return null;
            }
        }

        private static OperatorAttribute? AsSource(AttributeDeclaration attribute) =>
            Catalog.CreateAttribute(attribute) is OperatorAttribute { IsSource: true } source ? source : null;

        private void CheckSource(OperatorAttribute source, AttributeDeclaration attribute, Site site, bool isFirst)
        {
            if (!isFirst)
                Report(new ShapeMismatch($"[{attribute.Name}] makes a value of its own and takes up no other: put it first on a member, and name that member where it is used"), site);
            else if (source.When is not null)
                Report(new ShapeMismatch($"[{attribute.Name}] cannot be switched off, as '{site.Member}' would be nothing then: switch what uses it"), site with { Argument = nameof(source.When) });
        }

        /// <summary>The values an operator takes beside the current one; null where a name is wrong or C# itself rejects the arguments.</summary>
        private ValueId[]? Others(AttributeDeclaration attribute, NodeDeclaration node, Site site, ValueId memberInput)
        {
            if (Catalog.CreateAttribute(attribute) is not OperatorAttribute created)
            {
                _isBroken = true;
                return null;
            }
            var found = created.OtherInputs.Select((name, position) => name is null ? memberInput : Find(name, node, site with { Argument = ArgumentOf(attribute, name, position) })).ToArray();
            return found.All(value => value is not null) ? [.. found.Select(value => value!.Value)] : null;
        }

        // Beside those that every use gives, names stand in properties.
        private static string ArgumentOf(AttributeDeclaration attribute, string name, int position) => attribute.Named.Select(named => named.Value.Value switch
        {
            string only when only == name => named.Name,
            EquatableArray<Constant> items when items.ElementAtOrDefault(position)?.Value as string == name => $"{named.Name}[{position}]",
            _ => null,
        }).FirstOrDefault(argument => argument is not null) ?? $"{position}";

        private ValueId? Find(string name, NodeDeclaration user, Site site)
        {
            if (_values.TryGetValue(name, out var value))
                return value;
            if (name == user.Name)
                Report(new Cycle($"'{name}' cannot be made from itself"), site);
            else if (model.Nodes.Any(node => node.Name == name))
                ReportLater(name, user, site);
            else if (model.Members.Any(member => member.Name == name) || model.Hypers.Any(hyper => hyper.Name == name))
                Report(new UnknownName($"'{name}' is a number or flag, but a Node is expected here"), site);
            else
                ReportUnknown(name, site);
            return null;
        }

        // A member that failed itself has been reported already; only one that stands later is a mistake of order.
        private void ReportLater(string name, NodeDeclaration user, Site site)
        {
            var order = model.Nodes.Select(node => node.Name).ToList();
            if (order.IndexOf(name) > order.IndexOf(user.Name))
                Report(new Cycle($"'{user.Name}' is made before '{name}', so it cannot use it; members are made in the order in which they stand"), site);
        }

        private void ReportUnknown(string name, Site site)
        {
            var nearest = Nearest.To(name, _values.Keys);
            var known = string.Join(", ", _values.Keys.OrderBy(key => key, StringComparer.Ordinal));
            var hint = nearest is not null ? $"; did you mean '{nearest}'?" : known.Length > 0 ? $"; known so far: {known}" : "";
            Report(new UnknownName($"There is no member '{name}'{hint}") { Suggestion = nearest }, site);
        }

        private void Report(Misfit misfit, Site site) => _problems.Add(new(misfit, site));
    }
}
