using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace DeepDsl.CodeFixes;

/// <summary>Changes to attributes that leave their neighbours and all trivia as they are.</summary>
internal static class AttributeEditing
{
    /// <summary>The attribute under another name of the language, with the same arguments.</summary>
    public static AttributeSyntax Renamed(this AttributeSyntax attribute, string name) => attribute.WithName(Language(name).WithTriviaFrom(attribute.Name));

    public static AttributeSyntax WithoutArguments(this AttributeSyntax attribute) =>
        attribute.WithArgumentList(null).WithTrailingTrivia(attribute.GetTrailingTrivia());

    /// <summary>The attribute without one of its arguments.</summary>
    public static AttributeSyntax Without(this AttributeSyntax attribute, AttributeArgumentSyntax argument) => attribute.ArgumentList is { Arguments.Count: > 1 } list
        ? attribute.WithArgumentList(list.WithArguments(list.Arguments.Remove(argument)))
        : attribute.WithoutArguments();

    /// <summary>The attribute with one more named argument, at the end.</summary>
    public static AttributeSyntax Plus(this AttributeSyntax attribute, string name, ExpressionSyntax value)
    {
        var added = AttributeArgument(NameEquals(IdentifierName(name).WithTrailingTrivia(Space), Token(SyntaxKind.EqualsToken).WithTrailingTrivia(Space)), null, value);
        if (attribute.ArgumentList is not { Arguments: [.., var last] } list)
            return attribute.WithoutTrailingTrivia().WithArgumentList(AttributeArgumentList([added]).WithTrailingTrivia(attribute.GetTrailingTrivia()));
        var arguments = list.Arguments.Replace(last, last.WithoutTrailingTrivia()).GetWithSeparators().AddRange([Comma, added.WithTrailingTrivia(last.GetTrailingTrivia())]);
        return attribute.WithArgumentList(list.WithArguments(SeparatedList<AttributeArgumentSyntax>(arguments)));
    }

    /// <summary>The attribute list with others of the language just before one of its attributes.</summary>
    public static AttributeListSyntax InsertedBefore(AttributeSyntax attribute, params AttributeSyntax[] added)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        var all = list.Attributes.GetWithSeparators();
        var at = all.IndexOf(attribute);
        added[0] = added[0].WithLeadingTrivia(attribute.GetLeadingTrivia());
        var group = added.SelectMany(item => (SyntaxNodeOrToken[])[item, Comma]).Append(attribute.WithoutLeadingTrivia());
        return list.WithAttributes(SeparatedList<AttributeSyntax>(all.RemoveAt(at).InsertRange(at, group)));
    }

    /// <summary>An attribute of the language, written as short as the place allows.</summary>
    public static AttributeSyntax Attribute(string name, params IEnumerable<ExpressionSyntax> arguments) =>
        SyntaxFactory.Attribute(Language(name), arguments.Any() ? AttributeArgumentList([.. arguments.Select(AttributeArgument)]) : null);

    /// <summary>A member of an enum of the language, written as short as the place allows.</summary>
    public static ExpressionSyntax Member(string type, string member) =>
        MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, Language(type), IdentifierName(member))
            .WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>A type of the language, written as short as the place allows.</summary>
    public static NameSyntax Language(string name) => ParseName($"global::DeepDsl.{name}").WithAdditionalAnnotations(Simplifier.Annotation);

    private static SyntaxToken Comma => Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space);
}
