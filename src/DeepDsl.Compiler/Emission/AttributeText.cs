using DeepDsl.Compiler.Declarations;

namespace DeepDsl.Compiler.Emission;

/// <summary>Attributes as text, with the names of enum members instead of their numbers.</summary>
internal static class AttributeText
{
    /// <summary>The attribute as users know it, without brackets: <c>Conv2d(32, 3, Padding = 1)</c>. Names of members stand without quotes.</summary>
    public static string Of(AttributeDeclaration declaration, Attribute attribute)
    {
        var arguments = Positional(declaration, attribute).Select(constant => constant.ToString()).Concat(Named(declaration, attribute)).Select(argument => argument.Replace("\"", "")).ToArray();
        return arguments.Length == 0 ? declaration.Name : $"{declaration.Name}({string.Join(", ", arguments)})";
    }

    // A rest of arguments comes as one array.
    private static EquatableArray<Constant> Positional(AttributeDeclaration declaration, Attribute attribute) =>
        declaration.Positional is [{ Value: EquatableArray<Constant> rest }] && attribute.GetType().GetConstructors() is [var only] && only.GetParameters()[0].IsDefined(typeof(ParamArrayAttribute), false)
            ? rest
            : declaration.Positional;

    /// <summary>The properties that were set, as assignments.</summary>
    public static IEnumerable<string> Named(AttributeDeclaration declaration, Attribute attribute) => declaration.Named
        .Where(named => named.Name != nameof(OperatorAttribute.When))
        .Select(named => $"{named.Name} = {(attribute.GetType().GetProperty(named.Name)?.GetValue(attribute) is Enum member ? Text.Of(member) : named.Value.ToString())}");
}
