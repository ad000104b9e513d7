using System.Collections.Immutable;
using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading.Forms;

/// <summary>The methods that the generator writes. Others may bear their names, but not their signatures.</summary>
internal static class GeneratedMethods
{
    private const string Tensor = "Tensor";
    private const string Flag = "bool";

    /// <summary>The first method of the author's that the generator writes as well.</summary>
    public static FormFinding? Find(ModelParts parts, ImmutableArray<NodeProperty> nodes) => Rivals(parts, nodes).Select(rival => FormFinding.Of(FormProblemKind.Form, rival.Method.Identifier,
        $"'{parts.Type.Name}' has a method '{rival.Method.Identifier.ValueText}({string.Join(", ", rival.Types)})', which the generator writes itself: remove or rename it")).FirstOrDefault();

    /// <summary>The methods of the generated base that the author overrides; none where another method is in the way.</summary>
    public static IEnumerable<string> Overridden(ModelParts parts, ImmutableArray<NodeProperty> nodes)
    {
        var rivals = Rivals(parts, nodes).Select(rival => rival.Method).ToArray();
        return rivals.All(method => method.Identifier.ValueText is "forward" or "Predict" && method.Modifiers.Any(SyntaxKind.OverrideKeyword)) ? rivals.Select(method => method.Identifier.ValueText) : [];
    }

    private static IEnumerable<(MethodDeclarationSyntax Method, string[] Types)> Rivals(ModelParts parts, ImmutableArray<NodeProperty> nodes) =>
        from method in parts.All.SelectMany(part => part.Members).OfType<MethodDeclarationSyntax>()
        where method is { ExplicitInterfaceSpecifier: null, TypeParameterList: null }
        let types = method.ParameterList.TypeNames.Select(Keyword).ToArray()
        where Signatures(parts, nodes).Any(signature => signature.Name == method.Identifier.ValueText && signature.Types.SequenceEqual(types))
        select (method, types);

    private static (string Name, string[] Types)[] Signatures(ModelParts parts, ImmutableArray<NodeProperty> nodes)
    {
        string[] inputs = [.. nodes.Where(node => node.IsInput).Select(_ => Tensor)];
        string[] outputs = [.. nodes.Where(node => node.IsOutput).Select(_ => Tensor)];
        string[] gradients = [.. inputs, Tensor, Flag, Flag, .. inputs];
        return
        [
            ("forward", inputs), ("Predict", inputs), ("PredictPortable", inputs), ("TrainForward", inputs), ("RunForward", inputs),
            ("TrainStep", [.. inputs, Tensor]), ("ComputeGradients", gradients), ("RunGradients", gradients), ("RunPortable", gradients),
            ("Compose", [.. inputs, Flag]),
            ("TrainBackward", [.. outputs.DefaultIfEmpty(Tensor), Flag, Flag, .. inputs]),
            ("CopyParametersFrom", [parts.Type.Name]), ("LerpParametersFrom", [parts.Type.Name, "double"]), ("Clone", []),
        ];
    }

    private static string Keyword(string type) => type switch
    {
        nameof(Boolean) => Flag,
        nameof(Double) => "double",
        _ => type,
    };
}
