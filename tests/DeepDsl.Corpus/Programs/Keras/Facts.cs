using System.Text.Json;

namespace DeepDsl.Corpus.Programs.Keras;

/// <summary>The named values of a layer, a function or an optimizer. What is never asked for is known in the end, so that nothing is lost unsaid.</summary>
/// <param name="json">The object.</param>
/// <param name="subject">What messages call it.</param>
internal sealed class Facts(JsonElement json, string subject)
{
    private const string Expression = "expr:";
    private readonly HashSet<string> _asked = [];

    /// <summary>What messages call it.</summary>
    public string Subject => subject;

    /// <summary>The names of the values that are there and were not asked for.</summary>
    public IEnumerable<string> Unasked =>
        from value in json.EnumerateObject()
        where value.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False) && !_asked.Contains(value.Name)
        select value.Name;

    /// <summary>Takes note of values that make no difference.</summary>
    public void Skip(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            _asked.Add(name);
    }

    /// <summary>A value; null where there is none.</summary>
    public JsonElement? this[string name]
    {
        get
        {
            _asked.Add(name);
            return json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        }
    }

    /// <summary>Whether a value is an expression that the file does not resolve.</summary>
    public bool IsExpression(string name) => this[name] is { } value && IsExpression(value);

    /// <exception cref="Inexpressible">It is an expression.</exception>
    public string? Text(string name) => this[name] is { } value ? Resolved(value, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : throw Odd(name, value, "text") : null;

    /// <exception cref="Inexpressible">It is an expression.</exception>
    public double? Real(string name) => this[name] is { } value ? Number(value, name) : null;

    /// <exception cref="Inexpressible">It is an expression.</exception>
    public int? Whole(string name) => this[name] is { } value ? Size(value, name) : null;

    /// <exception cref="Inexpressible">It is missing, or an expression.</exception>
    public int Needed(string name) => Whole(name) ?? throw new Inexpressible("a size is missing", $"'{name}' of {subject} is missing.");

    public bool Flag(string name, bool otherwise = false) => this[name] is { } value ? Resolved(value, name).ValueKind == JsonValueKind.True : otherwise;

    /// <summary>One size for all dimensions, or one for each, at least 1; null where there is none.</summary>
    /// <exception cref="Inexpressible">One is an expression.</exception>
    public int[]? Sizes(string name, int count)
    {
        if (this[name] is not { } value)
            return null;
        int[] sizes = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(size => Size(size, name))] : [.. Enumerable.Repeat(Size(value, name), count)];
        return sizes.Length == count && sizes.All(size => size > 0) ? sizes : throw Odd(name, value, $"{count} sizes of at least 1");
    }

    /// <summary>A list of sizes, of which null are free.</summary>
    /// <exception cref="Inexpressible">One is an expression.</exception>
    public int?[]? Shape(string name) => this[name] is not { } value ? null
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(size => size.ValueKind == JsonValueKind.Null ? (int?)null : Size(size, name))]
        : [Size(value, name)];

    /// <summary>A list of sizes, of which null are free or expressions; null where there is no list.</summary>
    public int?[]? Resolvable(string name) => this[name] is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray().Select(size => size.ValueKind == JsonValueKind.Number ? Size(size, name) : (int?)null)] : null;

    /// <summary>A function with its arguments, which may be its bare name.</summary>
    public Function? Function(string name) => this[name] is { } value ? Keras.Function.Of(Resolved(value, name), $"{name} of {subject}") : null;

    private int Size(JsonElement value, string name) =>
        Resolved(value, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var size) ? size : throw Odd(name, value, "a whole number");

    private double Number(JsonElement value, string name) => Resolved(value, name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : throw Odd(name, value, "a number");

    private JsonElement Resolved(JsonElement value, string name) => IsExpression(value)
        ? throw new Inexpressible($"{name} is an expression", $"'{name}' of {subject} is the expression '{value.GetString()![Expression.Length..]}', which the file does not resolve.")
        : value;

    private Inexpressible Odd(string name, JsonElement value, string expected) =>
        new("a value of an unexpected kind", $"'{name}' of {subject} is {value.GetRawText()}, which is not {expected}.");

    private static bool IsExpression(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString()!.StartsWith(Expression, StringComparison.Ordinal);
}
