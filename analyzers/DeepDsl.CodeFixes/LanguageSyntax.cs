using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace DeepDsl.CodeFixes;

/// <summary>Names of the language, written as short as the place they come to allows.</summary>
internal static class LanguageSyntax
{
    public static NameSyntax Type(string name) => ParseName($"global::DeepDsl.{name}").WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>A member of an enum.</summary>
    public static ExpressionSyntax Member(string type, string member) =>
        ParseExpression($"global::DeepDsl.{type}.{member}").WithAdditionalAnnotations(Simplifier.Annotation);

    public static AttributeSyntax Attribute(string name, params ExpressionSyntax[] arguments) =>
        SyntaxFactory.Attribute(Type(name), arguments.Length > 0 ? AttributeArgumentList([.. arguments.Select(AttributeArgument)]) : null);
}
