using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading.Forms;

/// <summary>Constructors that stand in the way of the generated one, <c>(ModelOptions? options = null)</c>.</summary>
internal static class Constructors
{
    private const string Options = "ModelOptions";
    private const string Alternative = "put what it does into 'partial void OnCreated()', which the generated constructor calls";

    public static FormFinding? Find(ModelParts parts) =>
        parts.All.Select(Primary).Concat(parts.All.SelectMany(part => part.Members).OfType<ConstructorDeclarationSyntax>().Select(Own)).FirstOrDefault(finding => finding is not null);

    private static FormFinding? Primary(TypeDeclarationSyntax type) => type.ParameterList is { } parameters
        ? new(new(FormProblemKind.Form, null,
            $"'{type.Identifier.ValueText}' has a primary constructor, which the generated one would have to call: remove '{parameters}' and make what it passes constants or properties"), parameters.GetLocation())
        : null;

    private static FormFinding? Own(ConstructorDeclarationSyntax constructor)
    {
        var parameters = constructor.ParameterList.Parameters;
        if (constructor.Modifiers.Any(SyntaxKind.StaticKeyword))
            return null;
        var signature = $"'{constructor.Identifier.ValueText}({string.Join(", ", constructor.ParameterList.TypeNames)})'";
        if (constructor.ParameterList.TypeNames.SequenceEqual([Options]))
            return Problem($"The generator writes the constructor {signature} itself: remove this one, and {Alternative}");
        if (parameters.Count > 0 && parameters.All(parameter => parameter.Default is not null))
            return Problem($"The constructor {signature} and the generated one can both be called without arguments: make a parameter of this one required, or {Alternative}");
        if (!constructor.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer))
            return Problem($"The constructor {signature} does not call the generated one, which makes the parameters: add ': this(options: null)', or {Alternative}");
        return null;

        FormFinding Problem(string message) => FormFinding.Of(FormProblemKind.Form, constructor.Identifier, message);
    }
}
