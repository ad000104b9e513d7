using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace DeepDsl.CodeFixes;

/// <summary>Changes to attributes that leave their neighbours and all trivia as they are.</summary>
internal static class AttributeEditing
{
    private static SyntaxToken Comma => Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space);

    /// <summary>The attribute under another name of the language, with the same arguments.</summary>
    public static AttributeSyntax Renamed(this AttributeSyntax attribute, string name) =>
        attribute.WithName(LanguageSyntax.Type(name).WithTriviaFrom(attribute.Name));

    public static AttributeSyntax WithoutArguments(this AttributeSyntax attribute) =>
        attribute.WithArgumentList(null).WithTrailingTrivia(attribute.GetTrailingTrivia());

    /// <summary>The attribute without one of its arguments.</summary>
    public static AttributeSyntax Without(this AttributeSyntax attribute, AttributeArgumentSyntax argument) =>
        attribute.ArgumentList is { Arguments: { Count: > 1 } arguments } list
            ? attribute.WithArgumentList(list.WithArguments(arguments.Remove(argument)))
            : attribute.WithoutArguments();

    /// <summary>The attribute with one more named argument, at the end.</summary>
    public static AttributeSyntax Plus(this AttributeSyntax attribute, string name, ExpressionSyntax value)
    {
        var equals = NameEquals(IdentifierName(name).WithTrailingTrivia(Space), Token(SyntaxKind.EqualsToken).WithTrailingTrivia(Space));
        var added = AttributeArgument(equals, nameColon: null, value);
        if (attribute.ArgumentList is not { Arguments: [.., var last] arguments } list)
            return attribute.WithoutTrailingTrivia().WithArgumentList(AttributeArgumentList([added]).WithTrailingTrivia(attribute.GetTrailingTrivia()));
        // What stood behind the last argument, such as a line break, stands behind the new one.
        var before = arguments.Replace(last, last.WithoutTrailingTrivia()).GetWithSeparators();
        var all = before.AddRange([Comma, added.WithTrailingTrivia(last.GetTrailingTrivia())]);
        return attribute.WithArgumentList(list.WithArguments(SeparatedList<AttributeArgumentSyntax>(all)));
    }

    /// <summary>The attribute list with others just before one of its attributes.</summary>
    public static AttributeListSyntax InsertedBefore(AttributeSyntax attribute, params AttributeSyntax[] added)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        var all = list.Attributes.GetWithSeparators();
        var at = all.IndexOf(attribute);
        added[0] = added[0].WithLeadingTrivia(attribute.GetLeadingTrivia());
        var group = added.SelectMany(item => (SyntaxNodeOrToken[])[item, Comma]).Append(attribute.WithoutLeadingTrivia());
        return list.WithAttributes(SeparatedList<AttributeSyntax>(all.RemoveAt(at).InsertRange(at, group)));
    }

    /// <summary>The attribute list with another just behind one of its attributes.</summary>
    public static AttributeListSyntax InsertedBehind(AttributeSyntax attribute, AttributeSyntax added)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        var all = list.Attributes.GetWithSeparators();
        var at = all.IndexOf(attribute);
        SyntaxNodeOrToken[] group = [attribute.WithoutTrailingTrivia(), Comma, added.WithTrailingTrivia(attribute.GetTrailingTrivia())];
        return list.WithAttributes(SeparatedList<AttributeSyntax>(all.RemoveAt(at).InsertRange(at, group)));
    }

    /// <summary>The attribute without those of its arguments that have names beginning alike.</summary>
    public static AttributeSyntax WithoutNamed(this AttributeSyntax attribute, string prefix)
    {
        foreach (var name in attribute.ArgumentList?.Arguments.Select(argument => argument.NameEquals?.Name.Identifier.ValueText).OfType<string>().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToArray() ?? [])
            attribute = attribute.Without(attribute.ArgumentList!.Arguments.First(argument => argument.NameEquals?.Name.Identifier.ValueText == name));
        return attribute;
    }

    /// <summary>The member with one of its attributes behind a later one; comments and line breaks stay in their places.</summary>
    public static MemberDeclarationSyntax Moved(this MemberDeclarationSyntax member, AttributeSyntax attribute, AttributeSyntax behind)
    {
        var places = member.AttributeLists.SelectMany(list => list.Attributes).ToList();
        var (from, to) = (places.IndexOf(attribute), places.IndexOf(behind));
        return member.ReplaceNodes(places.GetRange(from, to - from + 1), (place, _) => (places.IndexOf(place) == to ? attribute : places[places.IndexOf(place) + 1]).WithTriviaFrom(place));
    }
}
