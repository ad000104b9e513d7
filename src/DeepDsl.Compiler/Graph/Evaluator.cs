using DeepDsl.Compiler.Declarations;

namespace DeepDsl.Compiler.Graph;

/// <summary>Folds expressions of computed members to numbers and flags, with C#'s arithmetic.</summary>
/// <param name="member">What another member computes, or null.</param>
/// <param name="size">The size of a node, or null while it is unknown.</param>
internal sealed class Evaluator(Func<string, Expression?> member, Func<string, string, int?> size)
{
    private readonly HashSet<string> _open = [];

    /// <summary>The value of an expression; null where a size is unknown, a member is missing or the arithmetic has no result.</summary>
    public object? Evaluate(Expression? expression) => expression switch
    {
        Expression.Literal literal => literal.Value,
        Expression.Name name => EvaluateMember(name.Member),
        Expression.Size dimension => size(dimension.Node, dimension.Property),
        Expression.Unary unary => Apply(unary.Operator, Evaluate(unary.Operand)),
        Expression.Conditional choice => Evaluate(choice.Condition) is bool condition ? Evaluate(condition ? choice.Then : choice.Otherwise) : null,
        Expression.Binary { Operator: "&&" } and => Evaluate(and.Left) is bool left ? left ? Evaluate(and.Right) : false : null,
        Expression.Binary { Operator: "||" } or => Evaluate(or.Left) is bool left ? left ? true : Evaluate(or.Right) : null,
        Expression.Binary binary => Apply(binary.Operator, Evaluate(binary.Left), Evaluate(binary.Right)),
        _ => null,
    };

    /// <summary>The value of a member; null also where it is defined by itself.</summary>
    public object? EvaluateMember(string name)
    {
        if (!_open.Add(name))
            return null;
        try
        {
            return Evaluate(member(name));
        }
        finally
        {
            _open.Remove(name);
        }
    }

    private static object? Apply(string op, object? operand) => (op, operand) switch
    {
        ("-", int value) => unchecked(-value),
        ("-", double value) => -value,
        ("!", bool value) => !value,
        ("int", int value) => value,
        ("int", double value) when value is >= int.MinValue and <= int.MaxValue => (int)value,
        ("double", int value) => (double)value,
        ("double", double value) => value,
        _ => null,
    };

    private static object? Apply(string op, object? left, object? right) => (left, right) switch
    {
        (int a, int b) => Apply(op, a, b),
        (int or double, int or double) => Apply(op, Number(left), Number(right)),
        (bool a, bool b) => op switch { "==" => a == b, "!=" => a != b, _ => null },
        _ => null,
    };

    private static double Number(object value) => value is int whole ? whole : (double)value;

    private static object? Apply(string op, int a, int b)
    {
        if (op is "/" or "%" && (b == 0 || (a == int.MinValue && b == -1)))
            return null;
        return op switch
        {
            "+" => unchecked(a + b),
            "-" => unchecked(a - b),
            "*" => unchecked(a * b),
            "/" => a / b,
            "%" => a % b,
            "Min" => Math.Min(a, b),
            "Max" => Math.Max(a, b),
            "==" => a == b,
            "!=" => a != b,
            "<" => a < b,
            "<=" => a <= b,
            ">" => a > b,
            ">=" => a >= b,
            _ => null,
        };
    }

    private static object? Apply(string op, double a, double b) => op switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        "%" => a % b,
        "Min" => Math.Min(a, b),
        "Max" => Math.Max(a, b),
        "==" => a == b,
        "!=" => a != b,
        "<" => a < b,
        "<=" => a <= b,
        ">" => a > b,
        ">=" => a >= b,
        _ => null,
    };
}
