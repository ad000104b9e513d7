using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading;

/// <summary>Translates the C# of a computed member to the expressions that the compiler can fold.</summary>
/// <param name="model">The class whose members may be named.</param>
internal sealed class ExpressionReader(INamedTypeSymbol model, SemanticModel semantics, CancellationToken cancel)
{
    // Nobody writes sizes this deep; whoever generates them gets a message and not a stack overflow.
    private const int MaxDepth = 100;

    private int _depth;

    /// <summary>The expression; null where it uses what the compiler cannot follow.</summary>
    public Expression? Read(ExpressionSyntax syntax)
    {
        if (_depth >= MaxDepth)
            return null;
        cancel.ThrowIfCancellationRequested();
        _depth++;
        try
        {
            var types = semantics.GetTypeInfo(syntax, cancel);
            return IsSupported(types.Type) ? Convert(Fold(syntax) ?? Translate(syntax), types.Type, types.ConvertedType) : null;
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>The value of what C# itself takes for a constant, wherever its parts are declared.</summary>
    private Expression.Literal? Fold(ExpressionSyntax syntax) => semantics.GetConstantValue(syntax, cancel) is { HasValue: true, Value: int or double or bool } constant
        ? new(constant.Value)
        : null;

    private Expression? Translate(ExpressionSyntax syntax) => syntax switch
    {
        ParenthesizedExpressionSyntax parentheses => Read(parentheses.Expression),
        CastExpressionSyntax cast => Cast(cast),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryPlusExpression } plus => Read(plus.Operand),
        PrefixUnaryExpressionSyntax { OperatorToken.Text: "-" or "!" } unary => Read(unary.Operand) is { } operand ? new Expression.Unary(unary.OperatorToken.Text, operand) : null,
        BinaryExpressionSyntax binary when IsOperator(binary.OperatorToken.Text) => Binary(binary.OperatorToken.Text, binary.Left, binary.Right),
        ConditionalExpressionSyntax choice => Conditional(choice),
        InvocationExpressionSyntax { ArgumentList.Arguments: [var first, var second] } call when FunctionOf(call) is { } function => Binary(function, first.Expression, second.Expression),
        IdentifierNameSyntax or MemberAccessExpressionSyntax => Member(syntax),
        _ => null,
    };

    private Expression? Cast(CastExpressionSyntax cast) => semantics.GetTypeInfo(cast, cancel).Type?.SpecialType switch
    {
        SpecialType.System_Int32 when Read(cast.Expression) is { } value => new Expression.Unary("int", value),
        SpecialType.System_Double when Read(cast.Expression) is { } value => new Expression.Unary("double", value),
        SpecialType.System_Boolean => Read(cast.Expression),
        _ => null,
    };

    private Expression.Binary? Binary(string op, ExpressionSyntax left, ExpressionSyntax right) =>
        Read(left) is { } first && Read(right) is { } second ? new(op, first, second) : null;

    private Expression.Conditional? Conditional(ConditionalExpressionSyntax choice) =>
        Read(choice.Condition) is { } condition && Read(choice.WhenTrue) is { } then && Read(choice.WhenFalse) is { } otherwise ? new(condition, then, otherwise) : null;

    private string? FunctionOf(InvocationExpressionSyntax call) =>
        semantics.GetSymbolInfo(call, cancel).Symbol is IMethodSymbol { Name: nameof(Math.Min) or nameof(Math.Max), ContainingType: { Name: nameof(Math), ContainingNamespace.Name: nameof(System) } } method
            ? method.Name
            : null;

    private Expression? Member(ExpressionSyntax syntax)
    {
        var symbol = semantics.GetSymbolInfo(syntax, cancel).Symbol;
        if (symbol is IPropertySymbol size && KnownTypes.IsNode(size.ContainingType))
            return syntax is MemberAccessExpressionSyntax access && OwnMember(access.Expression) is { } node ? new Expression.Size(node, size.Name) : null;
        return OwnMember(syntax) is { } member ? new Expression.Name(member) : null;
    }

    /// <summary>The name of a member of this very model, written as <c>X</c>, <c>this.X</c> or, if it is static, <c>Model.X</c>.</summary>
    private string? OwnMember(ExpressionSyntax syntax)
    {
        var symbol = semantics.GetSymbolInfo(syntax, cancel).Symbol;
        var isOwn = symbol is IFieldSymbol or IPropertySymbol && SymbolEqualityComparer.Default.Equals(symbol.ContainingType, model);
        return isOwn && (syntax is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } || symbol!.IsStatic) ? symbol!.Name : null;
    }

    // C# converts silently; the compiler's arithmetic has to know, or 1 / 2 would be another number.
    private static Expression? Convert(Expression? value, ITypeSymbol? from, ITypeSymbol? to)
    {
        if (value is null || to is null || from!.SpecialType == to.SpecialType)
            return value;
        return from.SpecialType == SpecialType.System_Int32 && to.SpecialType == SpecialType.System_Double ? new Expression.Unary("double", value) : null;
    }

    private static bool IsSupported(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Double or SpecialType.System_Boolean;

    private static bool IsOperator(string text) => text is "+" or "-" or "*" or "/" or "%" or "==" or "!=" or "<" or "<=" or ">" or ">=" or "&&" or "||";
}
