using System.Reflection;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Losses;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators;

/// <summary>Finds, once, the attribute classes of the language and the class that stands behind each; there is no list to edit.</summary>
public static class Catalog
{
    private static readonly Dictionary<string, Type> Attributes = typeof(OperatorAttribute).Assembly.GetTypes()
        .Where(type => typeof(Attribute).IsAssignableFrom(type) && type is { IsAbstract: false, IsPublic: true })
        // A block's own type is nothing the compiler could load; its name travels beside the attribute.
        .Select(type => type.IsGenericTypeDefinition ? type.MakeGenericType(typeof(object)) : type)
        .ToDictionary(type => type.Name.Split('`')[0]);

    private static readonly Dictionary<Type, Type> Rooms = typeof(Catalog).Assembly.GetTypes()
        .Where(type => !type.IsAbstract)
        .Select(type => (type, attribute: AttributeOf(type)))
        .Where(pair => pair.attribute is not null)
        .ToDictionary(pair => pair.attribute!, pair => pair.type);

    /// <summary>The attributes that are operators, each with the class behind it.</summary>
    public static IEnumerable<(Type Attribute, Type Room)> Operators =>
        Rooms.Where(room => typeof(OperatorAttribute).IsAssignableFrom(room.Key)).Select(room => (room.Key, room.Value));

    /// <summary>Whether an attribute of this name belongs to the language.</summary>
    public static bool Knows(string attribute) => Attributes.ContainsKey(attribute);

    /// <summary>Whether an attribute of this name is a loss.</summary>
    public static bool IsLoss(string attribute) => Attributes.TryGetValue(attribute, out var type) && typeof(LossAttribute).IsAssignableFrom(type);

    /// <summary>The type of an attribute's property; null where there is no such attribute or property.</summary>
    public static Type? PropertyType(string attribute, string property) => Attributes.TryGetValue(attribute, out var type) ? type.GetProperty(property)?.PropertyType : null;

    /// <summary>Makes the attribute that was written again, after folding names to values; null where the arguments fit no constructor.</summary>
    public static Attribute? CreateAttribute(AttributeDeclaration declaration)
    {
        if (!Attributes.TryGetValue(declaration.Type, out var type))
            return null;
        foreach (var constructor in type.GetConstructors())
        {
            if (Arguments(constructor.GetParameters(), declaration.Positional) is not { } arguments)
                continue;
            var attribute = (Attribute)constructor.Invoke(arguments);
            return declaration.Named.All(named => Set(attribute, named)) ? attribute : null;
        }
        return null;
    }

    /// <summary>What is wrong where a choice is a number that stands for none of the values, as a cast lets one write; null where all do.</summary>
    public static Misfit? UndefinedArgument(Attribute attribute) => attribute.GetType().GetProperties()
        .Where(property => property.PropertyType.IsEnum && !Enum.IsDefined(property.PropertyType, property.GetValue(attribute)))
        .Select(property => new ShapeMismatch($"needs a value of {property.PropertyType.Name} that exists, but {property.Name} is {property.GetValue(attribute)}") { Argument = property.Name })
        .FirstOrDefault();

    /// <summary>Whether the operator behind an attribute has neither parameters nor buffers, whatever its options and inputs are; what stands for several operators may.</summary>
    public static bool KeepsNothing(Type attribute) => Rooms.TryGetValue(attribute, out var room) && !typeof(IComposite).IsAssignableFrom(room)
        && new[] { nameof(Operator.Parameters), nameof(Operator.Buffers) }.All(kept => room.GetProperty(kept)!.DeclaringType == typeof(Operator));

    /// <summary>Builds the operator behind an attribute for inputs of the given shapes.</summary>
    public static Operator CreateOperator(OperatorAttribute attribute, EquatableArray<Shape> inputs) => (Operator)Create(attribute, inputs);

    /// <summary>Builds the loss behind an attribute for values of the given shapes.</summary>
    internal static Loss CreateLoss(LossAttribute attribute, EquatableArray<Shape> values) => (Loss)Create(attribute, values);

    private static object Create(Attribute attribute, EquatableArray<Shape> inputs)
    {
        var constructor = Rooms[attribute.GetType()].GetConstructors().Single();
        var shape = 0;
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(Shape) ? inputs[shape++]
            : parameter.ParameterType == typeof(EquatableArray<Shape>) ? inputs
            : (object)attribute)]);
    }

    private static object?[]? Arguments(ParameterInfo[] parameters, EquatableArray<Constant> constants)
    {
        // A params array may be given whole or element by element; null is as good as none.
        if (parameters is [{ ParameterType.IsArray: true } rest] && rest.IsDefined(typeof(ParamArrayAttribute)) && constants is not [{ Value: EquatableArray<Constant> }])
            constants = [new(constants is [{ Value: null }] ? [] : constants)];
        if (constants.Count > parameters.Length)
            return null;
        var arguments = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            if (i < constants.Count)
            {
                if (!constants[i].TryConvert(parameters[i].ParameterType, out arguments[i]))
                    return null;
            }
            else if (parameters[i].HasDefaultValue)
            {
                arguments[i] = parameters[i].DefaultValue;
            }
            else
            {
                return null;
            }
        }
        return arguments;
    }

    private static bool Set(Attribute attribute, NamedConstant named)
    {
        if (attribute.GetType().GetProperty(named.Name) is not { CanWrite: true } property || !named.Value.TryConvert(property.PropertyType, out var value))
            return false;
        property.SetValue(attribute, value);
        return true;
    }

    private static Type? AttributeOf(Type room)
    {
        for (var type = room.BaseType; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Operator<>) || type.GetGenericTypeDefinition() == typeof(Loss<>)))
                return type.GetGenericArguments()[0];
        }
        return null;
    }
}
