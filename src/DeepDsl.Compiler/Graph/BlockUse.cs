using System.Globalization;
using System.Text.RegularExpressions;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Graph;

/// <summary>One [Use&lt;Block&gt;]: gives the hyperparameters their values and runs through the block as often as it is repeated.</summary>
internal sealed class BlockUse(Scope scope, Call call, UseAttribute use, GraphNode[] inputs)
{
    // The deepest published networks have a few hundred; a slip of the hand must not stop the editor.
    private const int MaxRepetitions = 1000;

    private bool IsGiven => call.Attribute.Named.Any(named => named.Name == nameof(use.Repeat));

    /// <summary>The value of the last repetition; null where the use does not work out, which is reported.</summary>
    public GraphNode? Expand()
    {
        // A type that does not exist has no name here, and C# says so itself.
        if (call.Attribute.Block is { } used && scope.Expansion.Refusal(used) is { } refusal)
            return Misfit(new UnknownName(refusal));
        if (inputs.Any(input => !input.Shape.IsKnown) || scope.Expansion.Block(call.Attribute.Block ?? "") is not { } block)
            return null;
        var name = block.Declaration.Type.Name;
        if (block.Inputs.Length != inputs.Length)
            return Misfit(new UnknownName($"'{name}' has {Count(block.Inputs.Length, "input")}, but gets {inputs.Length}: the current value comes first, the others are named in Inputs"), nameof(use.Inputs));
        if (use.Arguments.Length > block.Declaration.Hypers.Count)
            return Misfit(new UnknownName($"'{name}' has {Count(block.Declaration.Hypers.Count, "hyperparameter")}, but gets {use.Arguments.Length}"), $"{block.Declaration.Hypers.Count}");
        if (use.Until is { } until && !block.Members.ContainsKey(until))
        {
            var nearest = Nearest.To(until, block.Members.Keys);
            return Misfit(new UnknownName($"'{name}' has no node '{until}'{(nearest is null ? "" : $"; did you mean '{nearest}'?")}") { Suggestion = nearest, Owner = name }, nameof(use.Until));
        }
        if (Repetitions() is not { } repetitions)
            return null;

        Scope[]? shared = null;
        if (use.Share is { } original)
        {
            shared = scope.Uses.TryGetValue(original, out var others) ? [.. others.Where(other => other.Graph == block)] : [];
            if (shared.Length != repetitions)
                return Misfit(new UnknownName($"Share needs an earlier member with the same [Use<{name}>], which '{original}' is not"), nameof(use.Share));
        }
        if (repetitions > MaxRepetitions)
            return Misfit(new UnknownName($"'{name}' is repeated {Text.Count(repetitions)} times, but at most {Text.Count(MaxRepetitions)} repetitions are possible"), nameof(use.Repeat));
        return Run(block, repetitions, shared);
    }

    private GraphNode? Run(ModelGraph block, int repetitions, Scope[]? shared)
    {
        var kind = block.Declaration.Type.Name;
        var parent = scope.Place.Instance;
        var number = parent.Number(call.Member + kind);
        var state = scope.Place.State + (use.Name is { Length: > 0 } chosen ? chosen : $"{Text.SnakeCase(call.Member)}.{Text.SnakeCase(kind)}{number}");
        // Whether repetitions are counted must not depend on how many there are: names would change with the depth.
        var isStack = IsGiven || use.Arguments.OfType<Array>().Any();
        // A member with one stack of blocks gives them its name: Stack0, Stack1, or Layer1_0, Layer1_1.
        var isOnly = isStack && scope.Graph.Calls.Count(other => other.Member == call.Member && other.Attribute.Block is not null) == 1;
        var name = isOnly ? call.Member : call.Member + kind + number;
        if (isStack && char.IsDigit(name[^1]))
            name += "_";
        var current = inputs[0];
        for (var i = 0; i < repetitions; i++)
        {
            if (Hypers(block, i) is not { } hypers)
                return null;
            var index = isStack ? $"{i}" : "";
            var prefix = shared?[i].Place.State ?? $"{Counted(state, i, isStack)}.";
            var place = new Place(
                parent.Add(scope.Expansion.BlockName(parent, name + index), call.Member, kind, prefix, shared?[i].Place.Instance),
                prefix,
                scope.Place.Use ?? call.Site,
                scope.Place.IsShared || shared is not null)
            {
                IsFrozen = use.Frozen || scope.Place.IsFrozen || shared?[i].Place.IsFrozen == true,
            };
            if (!block.Declaration.IsBlock && !place.IsShared)
                scope.Expansion.UsedModels.Add((block.Declaration.Type, place.State));
            var repetition = Scope.OfBlock(block, scope.Expansion, place, hypers, [current, .. inputs.Skip(1)]);
            if (!scope.Uses.TryGetValue(call.Member, out var uses))
                scope.Uses[call.Member] = uses = [];
            uses.Add(repetition);
            repetition.Run(use.Until);
            current = use.Until is { } until ? repetition.Member(until)! : repetition[block.Result];
            if (!current.Shape.IsKnown)
                return null;
        }
        return current;
    }

    // layer1.0, or layer_1 where the name says by {1} where the number stands and what the first is.
    private static string Counted(string state, int repetition, bool isStack)
    {
        var counted = Regex.Replace(state, @"\{([0-9]{1,6})\}", first => $"{int.Parse(first.Groups[1].Value, CultureInfo.InvariantCulture) + repetition}");
        return isStack && counted == state ? $"{state}.{repetition}" : counted;
    }

    /// <summary>How often the block is stacked: what Repeat says, or the length of the arrays.</summary>
    private int? Repetitions()
    {
        var lengths = use.Arguments.OfType<Array>().Select(array => array.Length).Distinct().ToList();
        // Nothing but the arrays says it where Repeat is not written, or is the 0 that stands for that.
        var isGiven = IsGiven && (lengths.Count == 0 || use.Repeat is not 0);
        if (isGiven && Sizes.One(use.Repeat) < 1)
            return Wrong($"Repeat must be a whole number of at least 1, but is {Sizes.Shown(use.Repeat)}");
        if (isGiven && !lengths.Contains(Sizes.One(use.Repeat)))
            lengths.Insert(0, Sizes.One(use.Repeat));
        if (lengths.Count == 0)
            return 1;
        if (lengths.Count > 1)
            return Wrong($"The repetitions do not agree: {string.Join(" and ", lengths)}; Repeat and the lengths of all arrays must be the same");
        return lengths[0] == 0 ? Wrong("An array of hyperparameters is empty; it needs one value for each repetition") : lengths[0];

        int? Wrong(string message)
        {
            Misfit(new UnknownName(message), nameof(use.Repeat));
            return null;
        }
    }

    private Dictionary<string, object?>? Hypers(ModelGraph block, int repetition)
    {
        var values = new Dictionary<string, object?>();
        for (var i = 0; i < block.Declaration.Hypers.Count; i++)
        {
            var hyper = block.Declaration.Hypers[i];
            var given = i < use.Arguments.Length ? use.Arguments[i] is Array array ? array.GetValue(repetition) : use.Arguments[i] : hyper.Default.Value;
            if (given is null)
            {
                Misfit(new UnknownName($"'{block.Declaration.Type.Name}' needs a value for its hyperparameter '{hyper.Name}', the {Ordinal(i)} argument"));
                return null;
            }
            if (hyper.Convert(given) is not { } value)
            {
                Misfit(new UnknownName($"'{hyper.Name}' of '{block.Declaration.Type.Name}' is {Text.WithArticle(hyper.Type)}, but gets {Text.Of(given)}"), $"{i}");
                return null;
            }
            values[hyper.Name] = value;
        }
        return values;
    }

    private GraphNode? Misfit(Misfit misfit, string? argument = null)
    {
        scope.Report(misfit, call.Site with { Argument = argument });
        return null;
    }

    private static string Count(int count, string noun) => count == 1 ? $"one {noun}" : $"{(count == 0 ? "no" : $"{count}")} {noun}s";

    private static string Ordinal(int index) => index switch { 0 => "first", 1 => "second", 2 => "third", _ => $"{index + 1}th" };
}
