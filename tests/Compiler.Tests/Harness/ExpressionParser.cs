using DeepDsl.Compiler.Declarations;

namespace Compiler.Tests.Harness;

/// <summary>Reads the expressions of computed members, with C#'s precedence; <c>null</c> stands for what the compiler cannot follow.</summary>
internal sealed class ExpressionParser(Scanner scanner)
{
    private static readonly string[][] Levels = [["||"], ["&&"], ["==", "!="], ["<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"]];

    public Expression? Expression() => scanner.Take("null") ? null : Conditional();

    private Expression Conditional()
    {
        var condition = Binary(0);
        if (!scanner.Take("?"))
            return condition;
        var then = Conditional();
        scanner.Expect(":");
        return new Expression.Conditional(condition, then, Conditional());
    }

    private Expression Binary(int level)
    {
        if (level == Levels.Length)
            return Unary();
        var left = Binary(level + 1);
        while (Levels[level].Contains(scanner.Next))
            left = new Expression.Binary(scanner.Take(), left, Binary(level + 1));
        return left;
    }

    private Expression Unary()
    {
        if (scanner.Next is "-" or "!")
            return new Expression.Unary(scanner.Take(), Unary());
        if (!scanner.Take("("))
            return Primary();
        if (scanner.Next is "int" or "double")
        {
            var type = scanner.Take();
            scanner.Expect(")");
            return new Expression.Unary(type, Unary());
        }
        var inner = Conditional();
        scanner.Expect(")");
        return inner;
    }

    private Expression Primary()
    {
        if (scanner.IsNumber)
            return new Expression.Literal(scanner.Number());
        var name = scanner.Name();
        if (name is "true" or "false")
            return new Expression.Literal(name == "true");
        if (!scanner.Take("."))
            return new Expression.Name(name);
        var property = scanner.Name();
        return name == nameof(Math) ? Function(property) : new Expression.Size(name, property);
    }

    private Expression.Binary Function(string name)
    {
        scanner.Expect("(");
        var left = Conditional();
        scanner.Expect(",");
        var right = Conditional();
        scanner.Expect(")");
        return new(name, left, right);
    }
}
