using System.Composition;
using DeepDsl.Analyzers.Rules.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace DeepDsl.CodeFixes.Shapes;

/// <summary>The smallest change that makes a class a model, where it is a matter of form alone.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ModelFormFix() : ModelFix(ModelForm.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) => Find(flaw) is { } edit ? [edit] : [];

    private static Edit? Find(Flaw flaw) => (flaw.Token.Kind(), flaw.Node) switch
    {
        (SyntaxKind.RecordKeyword or SyntaxKind.StructKeyword, TypeDeclarationSyntax { ParameterList: null } type) =>
            Edit.Replace($"Make '{type.Identifier.ValueText}' a class", "Make it a class", type, AsClass(type)),
        (SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword, MemberDeclarationSyntax declaration) =>
            Edit.Replace($"Remove '{flaw.Token.Text}'", $"Remove '{flaw.Token.Text}'", declaration, declaration.Minus(flaw.Token)),
        (SyntaxKind.FileKeyword, _) =>
            Edit.Replace("Replace 'file' by 'internal'", "Replace 'file' by 'internal'", flaw.Token, Token(SyntaxKind.InternalKeyword)),
        (SyntaxKind.SetKeyword or SyntaxKind.InitKeyword, AccessorDeclarationSyntax { Parent: AccessorListSyntax { Accessors: { Count: > 1 } all } list } accessor) =>
            Edit.Replace($"Remove '{flaw.Token.Text}'", "Remove the accessor", list, list.WithAccessors(all.Remove(accessor))),
        (SyntaxKind.IdentifierToken, TypeDeclarationSyntax container) when !container.Modifiers.Any(SyntaxKind.PartialKeyword) =>
            Edit.Replace($"Make '{container.Identifier.ValueText}' partial", "Make partial", container, container.PlusPartial()),
        (SyntaxKind.IdentifierToken, ConstructorDeclarationSyntax constructor) when !IsGeneratedsRival(constructor) =>
            Edit.Replace("Call the generated constructor", "Call the generated constructor", constructor, CallingGenerated(constructor)),
        _ when flaw.Node.FirstAncestorOrSelf<BaseTypeSyntax>() is { Parent.Parent: TypeDeclarationSyntax type } ancestor =>
            Edit.Replace($"Remove the base '{ancestor.Type}'", "Remove the base", type, WithoutBase(type, ancestor)),
        _ => null,
    };

    private static ClassDeclarationSyntax AsClass(TypeDeclarationSyntax type)
    {
        var lastKeyword = type is RecordDeclarationSyntax { ClassOrStructKeyword: { RawKind: not 0 } second } ? second : type.Keyword;
        var declaration = ClassDeclaration(
            type.AttributeLists, type.Modifiers, Token(type.Keyword.LeadingTrivia, SyntaxKind.ClassKeyword, lastKeyword.TrailingTrivia), type.Identifier,
            type.TypeParameterList, type.BaseList, type.ConstraintClauses, type.OpenBraceToken, type.Members, type.CloseBraceToken, type.SemicolonToken);
        // What only a struct can be.
        while (declaration.Modifiers.FirstOrDefault(token => token.Kind() is SyntaxKind.ReadOnlyKeyword or SyntaxKind.RefKeyword) is { RawKind: not 0 } modifier)
            declaration = (ClassDeclarationSyntax)declaration.Minus(modifier);
        return declaration;
    }

    private static TypeDeclarationSyntax WithoutBase(TypeDeclarationSyntax type, BaseTypeSyntax ancestor)
    {
        var bases = type.BaseList!;
        if (bases.Types.Count > 1)
            return type.ReplaceNode(bases, bases.WithTypes(bases.Types.Remove(ancestor)));
        var before = bases.ColonToken.GetPreviousToken();
        return (TypeDeclarationSyntax)type.ReplaceToken(before, before.WithTrailingTrivia(bases.GetTrailingTrivia())).WithBaseList(null);
    }

    // Where a call without arguments could mean either, only the author knows what becomes of this one.
    private static bool IsGeneratedsRival(ConstructorDeclarationSyntax constructor) => constructor.ParameterList.Parameters is { Count: > 0 } parameters
        && (parameters.All(parameter => parameter.Default is not null) || parameters is [{ Type: { } only }] && only.ToString().Contains("ModelOptions"));

    private static ConstructorDeclarationSyntax CallingGenerated(ConstructorDeclarationSyntax constructor)
    {
        var call = ConstructorInitializer(SyntaxKind.ThisConstructorInitializer, ParseArgumentList("(options: null)"));
        if (constructor.Initializer is { } old)
            return constructor.WithInitializer(call.WithColonToken(old.ColonToken).WithTrailingTrivia(old.GetTrailingTrivia()));
        var parameters = constructor.ParameterList;
        return constructor
            .WithParameterList(parameters.WithTrailingTrivia(Space))
            .WithInitializer(call.WithColonToken(Token(SyntaxKind.ColonToken).WithTrailingTrivia(Space)).WithTrailingTrivia(parameters.GetTrailingTrivia()));
    }
}
