using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;

namespace DeepDsl.Compiler.Graph;

/// <summary>Replaces names of numbers and flags in arguments by their values in a scope.</summary>
internal sealed class ArgumentFolding(Scope scope)
{
    private ModelDeclaration Declaration => scope.Graph.Declaration;

    private IEnumerable<string> Names => Declaration.Members.Select(member => member.Name).Concat(Declaration.Hypers.Select(hyper => hyper.Name));

    /// <summary>Whether the flag that [.. When = nameof(Flag)] names is off.</summary>
    public bool IsSwitchedOff(Call call)
    {
        if (call.Attribute.Named.FirstOrDefault(named => named.Name == nameof(OperatorAttribute.When)) is not { Value.Value: string flag })
            return false;
        if (!Names.Contains(flag))
            scope.Report(Missing(flag), call.Site with { Argument = nameof(OperatorAttribute.When) });
        else if (scope.Evaluate(flag, out var isExcused) is bool isOn)
            return !isOn;
        else if (!isExcused)
            scope.Report(new UnknownName($"When needs a bool member, but '{flag}' is none that the compiler can compute"), call.Site with { Argument = nameof(OperatorAttribute.When) });
        return false;
    }

    /// <summary>The attribute with names of numbers replaced by their values; null where one has none.</summary>
    /// <param name="call">The operator as written.</param>
    /// <param name="folded">The same as a declaration.</param>
    public Attribute? Fold(Call call, out AttributeDeclaration folded)
    {
        folded = call.Attribute;
        if (Catalog.CreateAttribute(call.Attribute) is not { } written)
            return null;
        var isSound = true;
        var positional = call.Attribute.Positional.Select((constant, index) => Replace(constant, $"{index}", IsSize(written, constant), isRest: written is UseAttribute)).ToEquatableArray();
        var named = call.Attribute.Named.Select(item => new NamedConstant(item.Name,
            Replace(item.Value, item.Name, written.GetType().GetProperty(item.Name)?.PropertyType == typeof(object)))).ToEquatableArray();
        if (!isSound)
            return null;
        folded = call.Attribute with { Positional = positional, Named = named };
        if (Catalog.CreateAttribute(folded) is { } attribute)
            return attribute;
        for (var i = 0; i < positional.Count; i++)
        {
            if (call.Attribute.Positional[i].Value is string name && positional[i].Value is double value)
                scope.Report(new UnknownName($"'{name}' is {Text.Of(value)}, but a whole number is expected here"), call.Site with { Argument = $"{i}" });
        }
        return null;

        Constant Replace(Constant constant, string argument, bool isSize, bool isRest = false)
        {
            if (isSize && constant.Value is EquatableArray<Constant> items)
                return new(items.Select((item, index) => Replace(item, isRest ? $"{index}" : $"{argument}[{index}]", isSize)).ToEquatableArray());
            if (!isSize || constant.Value is not string name)
                return constant;
            var value = scope.Evaluate(name, out var isExcused);
            if (value is int or double || (value is bool && written is UseAttribute))
                return new(value);
            isSound = false;
            if (!Names.Contains(name))
                scope.Report(Missing(name), call.Site with { Argument = argument });
            else if (value is bool)
                scope.Report(new UnknownName($"'{name}' is a flag, but a number is expected here"), call.Site with { Argument = argument });
            else if (!isExcused)
                scope.Report(new UnknownName($"'{name}' is no number that the compiler can compute: {Description(name)}"), call.Site with { Argument = argument });
            return constant;
        }
    }

    // Sizes are held as objects, names of nodes as strings: that tells one kind of name from the other.
    private static bool IsSize(Attribute attribute, Constant constant) => attribute is UseAttribute || (constant.Value is EquatableArray<Constant> && attribute.GetType().GetProperties().Any(property => property.PropertyType == typeof(object[]))) || (constant.Value is string && attribute.GetType().GetProperties()
        .Any(property => property.PropertyType == typeof(object) && property.Name != nameof(Attribute.TypeId) && Equals(property.GetValue(attribute), constant.Value)));

    private string Description(string name) => Declaration.Members.FirstOrDefault(member => member.Name == name) switch
    {
        null => "the hyperparameter has no value",
        { Value: null } member => $"'{member.Text}' may use int, double and bool, arithmetic, comparisons, ?:, Math.Min, Math.Max, constants and sizes such as X.Channels",
        var member => $"'{member.Text}' has no value here",
    };

    private UnknownName Missing(string name)
    {
        if (scope.Graph.Members.ContainsKey(name))
            return new($"'{name}' is a Node, but a number or flag is expected here");
        var nearest = Nearest.To(name, Names);
        return new($"There is no constant or computed member '{name}'{(nearest is null ? "" : $"; did you mean '{nearest}'?")}") { Suggestion = nearest };
    }
}
