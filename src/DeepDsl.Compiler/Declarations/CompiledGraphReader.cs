using System.Globalization;

namespace DeepDsl.Compiler.Declarations;

/// <summary>Reads what <see cref="CompiledGraphWriter"/> has written. Whatever else it is given is a <see cref="FormatException"/>.</summary>
internal sealed class CompiledGraphReader
{
    private readonly List<AttributeDeclaration> _attributes = [];
    private readonly List<HyperDeclaration> _hypers = [];
    private readonly List<MemberDeclaration> _members = [];
    private readonly List<NodeDeclaration> _nodes = [];
    private readonly string _assembly;

    private CompiledGraphReader(string assembly) => _assembly = assembly;

    public static ModelDeclaration Read(BlockName block, string text)
    {
        var reader = new CompiledGraphReader(block.Assembly);
        if (Term.Parse(text) is not Term.List { Items: [Term.Word { Text: "block" or "model" } kind, var name, .. var parts] })
            throw Damaged();
        foreach (var part in parts)
            reader.Add(part);
        return new(
            new("", NameOf(name), "", "partial class", []) { FullName = block.Text },
            reader._attributes.ToEquatableArray(), reader._nodes.ToEquatableArray(), reader._members.ToEquatableArray(), [])
        {
            IsBlock = kind.Text == "block",
            Hypers = reader._hypers.ToEquatableArray(),
        };
    }

    private void Add(Term part)
    {
        switch (part is Term.List list ? list.Items : throw Damaged())
        {
            case [Term.Word { Text: "on" }, var attribute]:
                _attributes.Add(Attribute(attribute));
                break;
            case [Term.Word { Text: "hyper" }, var name, Term.Word { Text: "int" or "double" or "bool" } type, var value]:
                _hypers.Add(new(NameOf(name), type.Text, "", IsPartial: false, Constant(value)));
                break;
            case [Term.Word { Text: "member" }, var name, Term.Quoted text]:
                _members.Add(new(NameOf(name), null, text.Text));
                break;
            case [Term.Word { Text: "member" }, var name, Term.Quoted text, var value]:
                _members.Add(new(NameOf(name), Expression(value), text.Text));
                break;
            case [Term.Word { Text: "node" }, var name, .. var attributes]:
                _nodes.Add(new(NameOf(name), "", IsPartial: false, attributes.Select(Attribute).ToEquatableArray(), ""));
                break;
            default:
                throw Damaged();
        }
    }

    private AttributeDeclaration Attribute(Term term)
    {
        if (term is not Term.List { Items: [var kind, .. var arguments] })
            throw Damaged();
        var type = kind is Term.List { Items: [Term.Word { Text: "rejected" }, var rejected] } ? NameOf(rejected) : NameOf(kind) + nameof(System.Attribute);
        string? block = null;
        var positional = new List<Constant>();
        var named = new List<NamedConstant>();
        foreach (var argument in arguments)
        {
            if (argument is Term.List { Items: [Term.Word { Text: "of" }, var used] })
                block = new BlockName(NameOf(used)).From(_assembly).Text;
            else if (argument is Term.List { Items: [Term.Word { Text: "=" }, var name, var value] })
                named.Add(new(NameOf(name), Constant(value)));
            else
                positional.Add(Constant(argument));
        }
        return new(type, positional.ToEquatableArray(), named.ToEquatableArray()) { Block = block };
    }

    private static Constant Constant(Term term) => term switch
    {
        Term.Quoted text => new(text.Text),
        Term.List { Items: [Term.Word { Text: "array" }, .. var items] } => new(items.Select(Constant).ToEquatableArray()),
        _ => new(Literal(term)),
    };

    private static object? Literal(Term term) => term switch
    {
        Term.Word { Text: "null" } => null,
        Term.Word { Text: "true" } => true,
        Term.Word { Text: "false" } => false,
        Term.Word { Text: ['#', ..] or [.., 'd'] } real => Real(real.Text),
        Term.Word whole => Whole(whole.Text),
        Term.List { Items: [Term.Word { Text: "float" }, Term.Word digits] } => (float)Real(digits.Text),
        Term.List { Items: [Term.Word { Text: "char" }, Term.Word code] } => checked((char)Whole(code.Text)),
        Term.List { Items: [Term.Word kind, Term.Word digits] } when Enum.TryParse(kind.Text, out TypeCode code) && code is >= TypeCode.SByte and <= TypeCode.UInt64 =>
            Convert.ChangeType(digits.Text, code, CultureInfo.InvariantCulture),
        _ => throw Damaged(),
    };

    private static int Whole(string digits) => int.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static double Real(string text) => text[0] == '#'
        ? BitConverter.Int64BitsToDouble(long.Parse(text[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
        : double.Parse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture);

    private static Expression Expression(Term term) => term is not Term.List { Items: [Term.Word { Text: var kind }, .. var operands] } ? Folded(term)
        : (kind, operands) switch
        {
            ("get", [var name]) => new Expression.Name(NameOf(name)),
            ("size", [var node, var property]) => new Expression.Size(NameOf(node), NameOf(property)),
            ("?", [var condition, var then, var otherwise]) => new Expression.Conditional(Expression(condition), Expression(then), Expression(otherwise)),
            (_, [var operand]) => new Expression.Unary(kind, Expression(operand)),
            (_, [var left, var right]) => new Expression.Binary(kind, Expression(left), Expression(right)),
            _ => throw Damaged(),
        };

    private static Expression.Literal Folded(Term term) => Literal(term) is (int or double or bool) and var value ? new(value) : throw Damaged();

    private static string NameOf(Term term) => term switch
    {
        Term.Word word => word.Text,
        Term.Quoted text => text.Text,
        _ => throw Damaged(),
    };

    private static FormatException Damaged() => new("The text is no declaration.");
}
