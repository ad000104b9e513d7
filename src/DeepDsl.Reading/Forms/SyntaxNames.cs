using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading.Forms;

/// <summary>Types by their simple names, as far as syntax tells: <c>torch.Tensor?</c> is a Tensor.</summary>
internal static class SyntaxNames
{
    extension(TypeSyntax type)
    {
        public string NameText => type switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            NullableTypeSyntax nullable => nullable.ElementType.NameText,
            _ => type.ToString(),
        };
    }

    extension(BaseParameterListSyntax list)
    {
        public IEnumerable<string> TypeNames => list.Parameters.Select(parameter => parameter.Type?.NameText ?? "");
    }
}
