using System.Globalization;

namespace DeepDsl.Compiler.Declarations;

/// <summary>Writes a declaration as terms, one member per line.</summary>
internal static class CompiledGraphWriter
{
    public static string Write(ModelDeclaration model)
    {
        Term[] parts =
        [
            .. model.Attributes.Select(attribute => Term.Of(new Term.Word("on"), Of(attribute))),
            .. model.Hypers.Select(hyper => Term.Of([new Term.Word("hyper"), Term.Name(hyper.Name), new Term.Word(hyper.Type), Of(hyper.Default)])),
            .. model.Members.Select(Of),
            .. model.Nodes.Select(node => Term.Of([new Term.Word("node"), Term.Name(node.Name), .. node.Attributes.Select(Of)])),
        ];
        return $"({(model.IsBlock ? "block" : "model")} {Term.Name(model.Type.Name)}{string.Concat(parts.Select(part => $"\n {part}"))})";
    }

    private static Term.List Of(MemberDeclaration member) =>
        Term.Of([new Term.Word("member"), Term.Name(member.Name), new Term.Quoted(member.Text), .. member.Value is { } value ? [Of(value)] : (Term[])[]]);

    private static Term.List Of(AttributeDeclaration attribute)
    {
        // What C# rejected has no such ending.
        var kind = attribute.Type == attribute.Name ? Term.Of(new Term.Word("rejected"), Term.Name(attribute.Type)) : Term.Name(attribute.Name);
        return Term.Of([
            kind,
            .. attribute.Block is { } block ? [Term.Of(new Term.Word("of"), Term.Name(block))] : (Term[])[],
            .. attribute.Positional.Select(Of),
            .. attribute.Named.Select(named => Term.Of(new Term.Word("="), Term.Name(named.Name), Of(named.Value))),
        ]);
    }

    private static Term Of(Constant constant) => constant.Value switch
    {
        string text => new Term.Quoted(text),
        EquatableArray<Constant> items => Term.Of([new Term.Word("array"), .. items.Select(Of)]),
        var value => Literal(value),
    };

    private static Term Literal(object? value) => value switch
    {
        null => new Term.Word("null"),
        bool flag => new Term.Word(flag ? "true" : "false"),
        int whole => new Term.Word(whole.ToString(CultureInfo.InvariantCulture)),
        double real => Real(real),
        float real => Term.Of(new Term.Word("float"), Real(real)),
        char character => Term.Of(new Term.Word("char"), new Term.Word(((int)character).ToString(CultureInfo.InvariantCulture))),
        IConvertible number => Term.Of(new Term.Word($"{number.GetTypeCode()}"), new Term.Word(number.ToString(CultureInfo.InvariantCulture))),
        _ => throw new ArgumentException($"A {value.GetType().Name} is no constant."),
    };

    // The shortest digits that will do depend on the run time; fifteen do not, nor do seventeen. What has no digits goes by its bits.
    private static Term.Word Real(double value)
    {
        var digits = new[] { "G15", "G17" }.Select(format => value.ToString(format, CultureInfo.InvariantCulture)).FirstOrDefault(text => IsExactly(value, text));
        return new(digits is not null ? digits + "d" : "#" + BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture));
    }

    private static bool IsExactly(double value, string digits) => Math.Abs(value) <= double.MaxValue
        && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var read) && BitConverter.DoubleToInt64Bits(read) == BitConverter.DoubleToInt64Bits(value);

    private static Term Of(Expression expression) => expression switch
    {
        Expression.Literal literal => Literal(literal.Value),
        Expression.Name name => Term.Of(new Term.Word("get"), Term.Name(name.Member)),
        Expression.Size size => Term.Of(new Term.Word("size"), Term.Name(size.Node), Term.Name(size.Property)),
        Expression.Unary unary => Term.Of(new Term.Word(unary.Operator), Of(unary.Operand)),
        Expression.Binary binary => Term.Of(new Term.Word(binary.Operator), Of(binary.Left), Of(binary.Right)),
        Expression.Conditional choice => Term.Of(new Term.Word("?"), Of(choice.Condition), Of(choice.Then), Of(choice.Otherwise)),
        _ => throw new ArgumentException($"A {expression.GetType().Name} cannot be written."),
    };
}
