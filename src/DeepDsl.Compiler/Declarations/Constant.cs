namespace DeepDsl.Compiler.Declarations;

/// <summary>A constant of an attribute's argument list: a number, a text, a flag, an enum's number, the name of a type, or an array of constants.</summary>
public sealed record Constant(object? Value)
{
    /// <summary>The constant as the attribute's constructor or property of type <paramref name="target"/> takes it; false where it does not fit.</summary>
    public bool TryConvert(Type target, out object? converted)
    {
        converted = null;
        if (Value is null)
            return !target.IsValueType;
        if (Value is EquatableArray<Constant> array)
            return TryConvertArray(array, target, out converted);
        if (target == typeof(object) || target.IsInstanceOfType(Value))
            converted = Value;
        else if (target.IsEnum && Value is int number)
            converted = Enum.ToObject(target, number);
        else if (target == typeof(double) && Value is int whole)
            converted = (double)whole;
        return converted is not null;
    }

    private static bool TryConvertArray(EquatableArray<Constant> array, Type target, out object? converted)
    {
        converted = null;
        var element = target.IsArray ? target.GetElementType() : target == typeof(object) ? ElementType(array) : null;
        if (element is null)
            return false;
        var result = Array.CreateInstance(element, array.Count);
        for (var i = 0; i < array.Count; i++)
        {
            if (!array[i].TryConvert(element, out var item))
                return false;
            result.SetValue(item, i);
        }
        converted = result;
        return true;
    }

    private static Type ElementType(EquatableArray<Constant> array) =>
        array.Select(item => item.Value?.GetType()).Distinct().ToArray() is [{ } single] ? single : typeof(object);

    public override string ToString() => Value switch
    {
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        double real => Emission.Text.Of(real),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        null => "null",
        var other => other.ToString() ?? "",
    };
}
