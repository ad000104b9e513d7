using DeepDsl;
using DeepDsl.Compiler.Declarations;

namespace Compiler.Tests.Harness;

/// <summary>Reads members with their attributes, and hands the attributes on as a reader of C# would: names as strings, enums as numbers.</summary>
internal sealed class DeclarationParser(string source)
{
    private readonly Scanner _scanner = new(source);
    private readonly List<ModelDeclaration> _blocks = [];

    public ModelDeclaration Model()
    {
        var model = Members("Net", isBlock: false);
        return model with { Blocks = _blocks.ToEquatableArray() };
    }

    public AttributeDeclaration Attribute()
    {
        var type = _scanner.Name() + "Attribute";
        string? block = null;
        if (_scanner.Take("<"))
        {
            block = _scanner.Name();
            _scanner.Expect(">");
        }
        var positional = new List<Constant>();
        var named = new List<NamedConstant>();
        if (_scanner.Take("("))
        {
            while (!_scanner.Take(")"))
            {
                if (_scanner.IsAssignment)
                {
                    var property = _scanner.Name();
                    _scanner.Expect("=");
                    named.Add(new(property, Constant()));
                }
                else
                {
                    positional.Add(Constant());
                }
                _scanner.Take(",");
            }
        }
        var isRest = HasRestParameter(type, positional);
        return new(type, isRest ? [new(positional.ToEquatableArray())] : positional.ToEquatableArray(), named.ToEquatableArray()) { Block = block };
    }

    /// <summary>The members up to the end, or to the brace that ends a block.</summary>
    private ModelDeclaration Members(string type, bool isBlock)
    {
        EquatableArray<AttributeDeclaration> onClass = [];
        var nodes = new List<NodeDeclaration>();
        var members = new List<MemberDeclaration>();
        var hypers = new List<HyperDeclaration>();
        while (isBlock ? !_scanner.Take("}") : !_scanner.IsAtEnd)
        {
            var attributes = Attributes();
            var name = _scanner.Name();
            if (name == "block")
                Block();
            else if (name == "class")
                (type, onClass) = (_scanner.Name(), attributes);
            else if (attributes is [{ Type: nameof(HyperAttribute) } hyper])
                hypers.Add(new(_scanner.Name(), name, "public partial", IsPartial: true, hyper.Positional is [var value] ? value : new((object?)null)));
            else if (_scanner.Take("=>"))
                members.Add(Computed(name));
            else
                nodes.Add(new(name, "public partial", IsPartial: true, attributes, Documentation: ""));
        }
        return new(new("Nets", type, "", "public partial class", []), onClass, nodes.ToEquatableArray(), members.ToEquatableArray(), []) { IsBlock = isBlock, Hypers = hypers.ToEquatableArray() };
    }

    private void Block()
    {
        var name = _scanner.Name();
        _scanner.Expect("{");
        _blocks.Add(Members(name, isBlock: true));
    }

    private EquatableArray<AttributeDeclaration> Attributes()
    {
        var attributes = new List<AttributeDeclaration>();
        while (_scanner.Take("["))
        {
            do
                attributes.Add(Attribute());
            while (_scanner.Take(","));
            _scanner.Expect("]");
        }
        return attributes.ToEquatableArray();
    }

    private MemberDeclaration Computed(string name)
    {
        Expression? value = null;
        var text = _scanner.Span(() => value = new ExpressionParser(_scanner).Expression());
        return new(name, value, text);
    }

    private Constant Constant()
    {
        if (_scanner.Take("-"))
            return new(_scanner.Number() is var number && number is int whole ? (object)-whole : -(double)number);
        if (_scanner.IsNumber)
            return new(_scanner.Number());
        if (_scanner.IsText)
            return new(_scanner.Text());
        if (_scanner.Take("new"))
        {
            _scanner.Expect("[");
            _scanner.Expect("]");
            _scanner.Expect("{");
            return Array("}");
        }
        return _scanner.Take("[") ? Array("]") : Named(_scanner.Name());
    }

    private Constant Array(string end)
    {
        var items = new List<Constant>();
        while (!_scanner.Take(end))
        {
            items.Add(Constant());
            _scanner.Take(",");
        }
        return new(items.ToEquatableArray());
    }

    private Constant Named(string name)
    {
        switch (name)
        {
            case "null":
                return new((object?)null);
            case "true" or "false":
                return new(name == "true");
            case "nameof":
                _scanner.Expect("(");
                var member = _scanner.Name();
                while (_scanner.Take("."))
                    member = _scanner.Name();
                _scanner.Expect(")");
                return new(member);
            default:
                _scanner.Expect(".");
                var field = _scanner.Name();
                return new(name == "double" ? typeof(double).GetField(field)!.GetValue(null) : (int)Enum.Parse(OfLanguage(name)!, field));
        }
    }

    // C# hands a params array over whole.
    private static bool HasRestParameter(string type, List<Constant> given) =>
        OfLanguage(type)?.GetConstructors() is [var constructor] && constructor.GetParameters() is [var only] && only.IsDefined(typeof(ParamArrayAttribute), false)
        // An array of numbers is one of the objects where those may be anything.
        && (only.ParameterType == typeof(object[]) || given is not [{ Value: EquatableArray<Constant> }]);

    private static Type? OfLanguage(string name) =>
        typeof(OperatorAttribute).Assembly.GetType($"DeepDsl.{name}`1") ?? typeof(OperatorAttribute).Assembly.GetType($"DeepDsl.{name}");
}
