using System.Collections.Immutable;
using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading.Forms;

/// <summary>The forms of class that cannot be a model.</summary>
internal static class ClassForms
{
    private const int MaxInputs = 6;

    /// <summary>The first reason why a class cannot be a model: whoever mends it sees the next.</summary>
    public static FormFinding? Find(ModelParts parts, ImmutableArray<NodeProperty> nodes) =>
        parts.IsBlock ? Modifier(parts, SyntaxKind.StaticKeyword, "it could have no members of an instance") ?? FileLocal(parts) ?? NotPartial(parts)
        : OtherKind(parts)
        ?? Modifier(parts, SyntaxKind.StaticKeyword, "no instance could hold its parameters")
        ?? Modifier(parts, SyntaxKind.AbstractKeyword, "the generated Clone() could not make instances of it")
        ?? FileLocal(parts)
        ?? NotPartial(parts)
        ?? OwnBase(parts)
        ?? Constructors.Find(parts)
        ?? GeneratedMethods.Find(parts, nodes)
        ?? TooManyInputs(parts, nodes);

    private static FormFinding? OtherKind(ModelParts parts)
    {
        var kind = (parts.Type.IsRecord, parts.Type.TypeKind) switch
        {
            (true, TypeKind.Struct) => "a record struct",
            (true, _) => "a record",
            (_, TypeKind.Struct) => "a struct",
            _ => null,
        };
        return kind is null ? null : Problem(parts.Main.Keyword, $"'{parts.Type.Name}' is {kind}, but a model derives from TorchSharp's Module, which only a class can: write 'partial class {parts.Type.Name}'");
    }

    private static FormFinding? Modifier(ModelParts parts, SyntaxKind modifier, string reason)
    {
        var token = parts.All.SelectMany(part => part.Modifiers).FirstOrDefault(token => token.IsKind(modifier));
        return token == default ? null : Problem(token, $"'{parts.Type.Name}' is {token.Text}, so {reason}: remove '{token.Text}'");
    }

    private static FormFinding? FileLocal(ModelParts parts) => (
        from type in parts.Nesting
        from modifier in type.Modifiers
        where modifier.IsKind(SyntaxKind.FileKeyword)
        let subject = type == parts.Main ? "" : $" is nested in '{type.Identifier.ValueText}', which"
        select Problem(modifier, $"'{parts.Type.Name}'{subject} is confined to its file, and the generator writes into another: replace 'file' by 'internal'")).FirstOrDefault();

    private static FormFinding? NotPartial(ModelParts parts)
    {
        var closed = parts.Nesting.FirstOrDefault(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword));
        if (closed is null)
            return null;
        var advice = $"write 'partial {closed.Keyword.Text} {closed.Identifier.ValueText}'";
        return closed == parts.Main
            ? FormFinding.Of(FormProblemKind.Partiality, closed.Identifier, $"'{parts.Type.Name}' is not partial, so the generator cannot add to it: {advice}")
            : Problem(closed.Identifier, $"'{parts.Type.Name}' is nested in '{closed.Identifier.ValueText}', which is not partial, so the generator cannot add to it: {advice}");
    }

    // The generated base does not count: an analyzer sees it, the generator does not yet.
    private static FormFinding? OwnBase(ModelParts parts)
    {
        if (parts.Type.BaseType is not { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } ancestor || IsGeneratedBase(ancestor))
            return null;
        var bases = parts.All.Where(part => part.BaseList is { Types.Count: > 0 }).Select(part => part.BaseList!.Types[0]).ToArray();
        var written = bases.FirstOrDefault(type => type.Type.NameText == ancestor.Name) ?? bases.FirstOrDefault();
        return new(
            new(FormProblemKind.Form, null, $"'{parts.Type.Name}' derives from '{ancestor.Name}', but a model derives from the generated base: remove ': {written?.Type.ToString() ?? ancestor.Name}'; interfaces may stay"),
            (written?.GetLocation() ?? parts.Main.Identifier.GetLocation()));
    }

    private static bool IsGeneratedBase(INamedTypeSymbol type) =>
        type is { Name: "Model", ContainingNamespace: { Name: "Models", ContainingNamespace: { Name: nameof(DeepDsl), ContainingNamespace.IsGlobalNamespace: true } } };

    public static FormFinding? TooManyInputs(ModelParts parts, ImmutableArray<NodeProperty> nodes)
    {
        var inputs = nodes.Where(node => node.IsInput).ToArray();
        return inputs.Length <= MaxInputs
            ? null
            : FormFinding.Of(FormProblemKind.Form, inputs[MaxInputs].Syntax.Identifier, $"'{parts.Type.Name}' has {inputs.Length} inputs, but at most {MaxInputs} are possible: join some of them into one tensor", inputs[MaxInputs].Name);
    }

    private static FormFinding Problem(SyntaxToken token, string message) => FormFinding.Of(FormProblemKind.Form, token, message);
}
