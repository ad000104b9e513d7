namespace DeepDsl.Compiler.Declarations;

/// <summary>What a computed member computes: numbers and flags from constants, other members and sizes of nodes.</summary>
public abstract record Expression
{
    /// <summary>A constant: int, double or bool.</summary>
    public sealed record Literal(object Value) : Expression;

    /// <summary>Another member.</summary>
    public sealed record Name(string Member) : Expression;

    /// <summary>A size of a node, such as <c>X.Channels</c>.</summary>
    public sealed record Size(string Node, string Property) : Expression;

    /// <summary>An operator with one operand: <c>-</c>, <c>!</c>, or a cast <c>int</c>, <c>double</c>.</summary>
    public sealed record Unary(string Operator, Expression Operand) : Expression;

    /// <summary>An arithmetic, comparing or logical operator, or the function <c>Min</c> or <c>Max</c>.</summary>
    public sealed record Binary(string Operator, Expression Left, Expression Right) : Expression;

    /// <summary><c>condition ? then : otherwise</c>.</summary>
    public sealed record Conditional(Expression Condition, Expression Then, Expression Otherwise) : Expression;
}
