using System.Collections.Concurrent;
using System.Reflection;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;

namespace DeepDsl.Compiler.Graph;

/// <summary>Holds what is written in attributes against what their options say of themselves: the numbers they take, and where they have an effect.</summary>
/// <remarks>What depends on shapes, or on numbers that members give, operators and losses say themselves.</remarks>
internal sealed class OptionCheck(ModelDeclaration model)
{
    private static readonly ConcurrentDictionary<Type, Option[]> Options = new();

    /// <summary>What is wrong, in order.</summary>
    public IEnumerable<Problem> Problems()
    {
        // What a block says of training is reported as such.
        var settings = model.IsBlock ? [] : model.Attributes.Select((attribute, index) => (attribute, site: new Site(null, index)));
        var members = model.Nodes.SelectMany(node => node.Attributes.Select((attribute, index) => (attribute, site: new Site(node.Name, index))));
        return
            from item in settings.Concat(members)
            let made = Catalog.CreateAttribute(item.attribute)
            where made is not null && !(model.IsBlock && made is LossAttribute)
            from misfit in Misfits(made, item.attribute)
            select new Problem(misfit with { Message = $"[{item.attribute.Name}] {misfit.Message}" }, item.site with { Argument = misfit.Argument });
    }

    private static IEnumerable<Misfit> Misfits(Attribute made, AttributeDeclaration written)
    {
        var options = Options.GetOrAdd(made.GetType(), type => [.. type.GetProperties().Select(property => new Option(property))]);
        var odd = options.Select(option => Beyond(option, made, written)).OfType<Misfit>().ToArray();
        var contradictions = odd.Length > 0 || made is not IHasContradictions { Contradictions: var found } ? [] : found
            .Select(contradiction => Of(made, contradiction.Message, contradiction.IsMild) with { Argument = contradiction.Option });
        var idle = options.Where(option => odd.All(misfit => misfit.Argument != option.Name)).Select(option => Idle(option, made, written)).OfType<Misfit>();
        return [.. odd, .. contradictions, .. idle];
    }

    /// <summary>What is said of a number that is out of an option's range: that it is refused, else what comes of it; null where it is in its range.</summary>
    private static Misfit? Beyond(Option option, Attribute made, AttributeDeclaration written)
    {
        if (option.Ranges.Length == 0)
            return null;
        var number = Convert.ToDouble(option.Of(made));
        if (option.Ranges.FirstOrDefault(range => !range.Contains(number)) is not { } range)
            return null;
        var isFinite = !double.IsNaN(number) && !double.IsInfinity(number);
        var expected = $"{Text.WithArticle(isFinite ? option.Name : $"finite {option.Name}")}{Bounds(range)}, but gets {Text.Of(number)}";
        var misfit = isFinite && range.Otherwise is { } otherwise ? Of(made, $"should get {expected}: {otherwise}", isMild: true) : Of(made, $"needs {expected}", isMild: false);
        return misfit with { Argument = option.Name, Suggestion = Usual(option, written) };
    }

    private static string Bounds(RangeAttribute range)
    {
        string[] bounds =
        [
            .. Bound("of at least", range.AtLeast), .. Bound("greater than", range.Above),
            .. Bound(double.IsNaN(range.AtLeast) ? "of at most" : "at most", range.AtMost), .. Bound("less than", range.Below),
        ];
        return string.Concat(bounds.Select((bound, index) => index == 0 ? $" {bound}" : $" and {bound}"));

        static IEnumerable<string> Bound(string words, double bound) => double.IsNaN(bound) ? [] : [$"{words} {Text.Of(bound)}"];
    }

    // What operators and losses refuse is told of as what they refuse because of shapes.
    private static Misfit Of(Attribute made, string message, bool isMild) =>
        (made is OperatorAttribute or LossAttribute ? (Misfit)new ShapeMismatch(message) : new OddSetting(message)) with { Gravity = isMild ? Gravity.Warning : Gravity.Error };

    // What the option is where nothing is written; null where it has to be.
    private static string? Usual(Option option, AttributeDeclaration written) =>
        IsNamed(option, written) && Convert.ToDouble(option.Of(Unset(option, written))) is var usual && !double.IsNaN(usual) ? Text.Of(usual) : null;

    private static bool IsNamed(Option option, AttributeDeclaration written) => written.Named.Any(named => named.Name == option.Name);

    private static Attribute Unset(Option option, AttributeDeclaration written) =>
        Catalog.CreateAttribute(written with { Named = written.Named.Where(named => named.Name != option.Name).ToEquatableArray() })!;

    /// <summary>What is said of an option that is written and has no effect; null where it has one, or may have.</summary>
    private static IdleOption? Idle(Option option, Attribute made, AttributeDeclaration written)
    {
        if (!IsNamed(option, written))
            return null;
        var isHarmless = Equals(option.Of(made), option.Of(Unset(option, written)));
        if (made is InitializedAttribute { TiedWeight: { } tied } && option.Name.StartsWith("Weight", StringComparison.Ordinal))
            return Idle($"the weight is that of '{tied}', which starts as '{tied}' says", isHarmless);
        if (option.Name == nameof(OperatorAttribute.Name) && option.Of(made) is string { Length: > 0 } && Catalog.KeepsNothing(made.GetType()))
            return Idle("a name is for what is kept in the state dictionary, and this operator keeps nothing", isHarmless: true);
        var missing = option.Needs.FirstOrDefault(need => !IsMet(need, made));
        return missing is null ? null : Idle($"it counts with {Expected(missing)}, but {missing.Option} is {Shown(Value(missing, made))}", isHarmless || missing.IsHarmless);

        IdleOption Idle(string why, bool isHarmless) =>
            new($"has {Text.WithArticle(option.Name)} without effect: {why}") { Argument = option.Name, Gravity = isHarmless ? Gravity.Suggestion : Gravity.Warning };
    }

    private static bool IsMet(OnlyWithAttribute need, Attribute made) => need.Values.Length > 0 ? need.Values.Contains(Value(need, made)) : Value(need, made) switch
    {
        null or false or 0 or 0.0 => false,
        int[] sizes => sizes.Any(size => size != 0),
        _ => true,
    };

    private static object? Value(OnlyWithAttribute need, Attribute made) => made.GetType().GetProperty(need.Option)!.GetValue(made);

    private static string Expected(OnlyWithAttribute need) => need.Values.Length switch
    {
        0 => need.Option,
        1 => $"{need.Option} = {need.Values[0]}",
        var count => $"{need.Option} = {string.Join(", ", need.Values.Take(count - 1))} or {need.Values[count - 1]}",
    };

    private static string Shown(object? value) => value switch
    {
        bool flag => Text.Of(flag),
        double number => Text.Of(number),
        int[] sizes => $"({string.Join(", ", sizes)})",
        null => "not given",
        _ => $"{value}",
    };

    private sealed class Option(PropertyInfo property)
    {
        public string Name => property.Name;

        public RangeAttribute[] Ranges { get; } = [.. property.GetCustomAttributes<RangeAttribute>()];

        public OnlyWithAttribute[] Needs { get; } = [.. property.GetCustomAttributes<OnlyWithAttribute>()];

        public object? Of(Attribute made) => property.GetValue(made);
    }
}
