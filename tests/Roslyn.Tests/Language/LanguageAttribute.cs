using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using DeepDsl;

namespace Roslyn.Tests.Language;

/// <summary>An attribute of the language, as the page has to write it.</summary>
internal sealed record LanguageAttribute(Type Type)
{
    /// <summary>All that users write, in the order of their names.</summary>
    public static LanguageAttribute[] All { get; } =
    [
        .. typeof(OperatorAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsAssignableTo(typeof(Attribute)) && !type.IsAbstract && type.GetCustomAttribute<EditorBrowsableAttribute>()?.State != EditorBrowsableState.Never)
            .Select(type => new LanguageAttribute(type))
            .OrderBy(attribute => attribute.Name, StringComparer.Ordinal),
    ];

    public string Name => Type.Name.Split('`')[0][..^nameof(Attribute).Length];

    /// <summary>The constructors as one: <c>Dropout(p* = 0.5)</c>.</summary>
    public string Signature
    {
        get
        {
            var parameters = Constructors.MaxBy(constructor => constructor.Length)!.Select((parameter, index) => Written(parameter, index));
            var name = Name + (Type.IsGenericType ? $"<{string.Join(", ", Type.GetGenericArguments().Select(argument => argument.Name))}>" : "");
            return string.Join(", ", parameters) is { Length: > 0 } list ? $"{name}({list})" : name;
        }
    }

    /// <summary>The options with their defaults: <c>Stride* = 1</c>.</summary>
    public IEnumerable<string> Options
    {
        get
        {
            var made = Make();
            return OptionsOf(Type).Select(option => Written(option.Name + (option.PropertyType == typeof(object) ? "*" : ""), made.GetType().GetProperty(option.Name)!.GetValue(made)));
        }
    }

    private ParameterInfo[][] Constructors => [.. Type.GetConstructors().Select(constructor => constructor.GetParameters())];

    /// <summary>The attribute with arguments that are any or, where they are whole numbers, this one.</summary>
    public object Make(int number = 1)
    {
        var type = Type.IsGenericTypeDefinition ? Type.MakeGenericType(typeof(object)) : Type;
        var constructor = type.GetConstructors()[0];
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.HasDefaultValue ? parameter.DefaultValue : Any(parameter.ParameterType, number))]);
    }

    /// <summary>The properties that users may set.</summary>
    public static IEnumerable<PropertyInfo> OptionsOf(Type type, BindingFlags flags = default) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | flags).Where(property => property.SetMethod is { IsPublic: true });

    /// <summary>A name with its value, or alone where the value says nothing by itself.</summary>
    public static string Written(string name, object? value) => value switch
    {
        null or double.NaN or ICollection { Count: 0 } => name,
        Enum choice => $"{name} = {choice.GetType().Name}.{choice}",
        bool flag => $"{name} = {(flag ? "true" : "false")}",
        _ => $"{name} = {Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)}",
    };

    /// <summary>The same for what is on the page, where numbers may be written in several ways.</summary>
    public static string Normalized(string option) =>
        option.Split(" = ") is [var name, var value] && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Written(name, number) : option;

    public override string ToString() => Name;

    // A number that may be a member has a constructor for each.
    private string Written(ParameterInfo parameter, int index)
    {
        var others = Constructors.Where(other => other.Length > index).Select(other => other[index]).ToArray();
        var isNamed = parameter.ParameterType == typeof(object[]) || (others.Any(other => other.ParameterType == typeof(string)) && others.Any(other => other.ParameterType != typeof(string)));
        var name = parameter.Name + (isNamed ? "*" : "") + (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "…" : "");
        return others.FirstOrDefault(other => other.HasDefaultValue) is { } optional ? Written(name, optional.DefaultValue)
            : Constructors.Any(other => other.Length <= index) ? name + "?"
            : name;
    }

    private static object Any(Type type, int number) =>
        type == typeof(string) ? "Any"
        : type.IsArray ? Array.CreateInstance(type.GetElementType()!, 0)
        : type == typeof(double) ? 0.5
        : Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
}
