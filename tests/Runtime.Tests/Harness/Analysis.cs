using DeepDsl.Compiler.Graph;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Runtime.Tests.Harness;

/// <summary>Reads models from their source as the analyzers do.</summary>
public static class Analysis
{
    /// <summary>The graph of a model in a source file.</summary>
    public static ShapedGraph Graph(string source, string name)
    {
        var compilation = RuntimeModel.Parse(source);
        var tree = compilation.SyntaxTrees.Single();
        var syntax = tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Single(type => type.Identifier.Text == name);
        var semantics = compilation.GetSemanticModel(tree);
        return CompiledModels.Analyze(ModelReader.Read(semantics.GetDeclaredSymbol(syntax)!, syntax, semantics, CancellationToken.None));
    }
}
