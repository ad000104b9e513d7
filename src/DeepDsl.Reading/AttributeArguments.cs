using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading;

/// <summary>Finds one argument of an attribute in its source.</summary>
internal static class AttributeArguments
{
    /// <summary>The argument of a name, or at a position of the constructor; null where it is left to its default.</summary>
    /// <param name="attribute">The attribute as C# understood it.</param>
    /// <param name="syntax">The attribute as it was written.</param>
    /// <param name="argument">A property's name such as <c>Stride</c>, a position such as <c>0</c>, or an element of either such as <c>Inputs[0]</c>.</param>
    public static SyntaxNode? Find(AttributeData attribute, AttributeSyntax syntax, string argument)
    {
        if (argument.Split('[', ']') is not [var array, var index, _])
            return Find(attribute, syntax, argument, wantsElement: true);
        var whole = Find(attribute, syntax, array, wantsElement: false);
        var elements = ElementsOf((whole as AttributeArgumentSyntax)?.Expression ?? whole as ExpressionSyntax);
        return elements?.ElementAtOrDefault(int.Parse(index, CultureInfo.InvariantCulture)) ?? whole;
    }

    private static SyntaxNode? Find(AttributeData attribute, AttributeSyntax syntax, string argument, bool wantsElement)
    {
        if (syntax.ArgumentList is not { } list)
            return null;
        var parameters = attribute.AttributeConstructor?.Parameters.Select(parameter => parameter.Name).ToList() ?? [];
        if (!int.TryParse(argument, out var position))
        {
            if (argument.Split('.') is [var property, var element])
                return Find(attribute, syntax, property) is AttributeArgumentSyntax { Expression: var array } whole ? ElementsOf(array)?.ElementAtOrDefault(int.Parse(element)) ?? (SyntaxNode)whole : null;
            if (list.Arguments.FirstOrDefault(written => written.NameEquals?.Name.Identifier.ValueText == argument) is { } named)
                return named;
            position = parameters.FindIndex(name => string.Equals(name, argument, StringComparison.OrdinalIgnoreCase));
        }
        if (position < 0)
            return null;
        var parameter = parameters.ElementAtOrDefault(position);
        if (parameter is not null && list.Arguments.FirstOrDefault(written => written.NameColon?.Name.Identifier.ValueText == parameter) is { } reordered)
            return reordered;
        var positional = list.Arguments.Where(written => written.NameEquals is null && written.NameColon is null).ToArray();
        // Behind the last parameter are the elements of an array, whether it was written as one or not.
        return wantsElement && positional is [{ Expression: var only }] && ElementsOf(only) is { Length: > 0 } elements && elements.Length > position && parameters.Count == 1
            ? elements[position]
            : positional.ElementAtOrDefault(position);
    }

    private static ExpressionSyntax[]? ElementsOf(ExpressionSyntax? array) => array switch
    {
        ImplicitArrayCreationExpressionSyntax { Initializer: var initializer } => [.. initializer.Expressions],
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => [.. initializer.Expressions],
        CollectionExpressionSyntax collection => [.. collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression)],
        _ => null,
    };
}
