using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Roslyn.Tests.Forms;

/// <summary>Every name that generated code declares or uses is one that a model is warned of.</summary>
public sealed class GeneratedNamesTests
{
    private static readonly TestCompilation Generated = TestCompilation.Of(TestModels.All);

    public static TheoryData<string> Members => [.. Types().SelectMany(type => type.GetMembers()).Where(IsGenerated).Where(member => !IsField(member)).Select(member => member.Name).Distinct()];

    public static TheoryData<string> Called => [.. Names().Where(name => name.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax).Select(name => name.Identifier.Text).Distinct()];

    public static TheoryData<string> Named => [.. Names().Where(name => name is IdentifierNameSyntax { IsVar: false }).Select(name => name.Identifier.Text).Except(Elsewhere).Distinct()];

    // What TorchSharp's class has is a sample; what ours has is all.
    public static TheoryData<string> InheritedMembers => ["State", "Step", "ZeroGradients", "LearningRate", "TotalSteps", "NextLearningRate", "NextMomentum", "StepsMade", "SaveCheckpoint", "LoadCheckpoint", "train", "eval", "parameters", "state_dict", "training", "ToString", "Dispose"];

    // These are no types that another type could stand in the way of; and a Node is written out where there is another.
    private static string[] Elsewhere => ["State", "no_grad", "NewDisposeScope", "Node"];

    [Fact]
    public void Test_models_use_every_operator() =>
        Assert.All(Catalog.Operators, pair => Assert.Contains(pair.Attribute.Name.Replace("Attribute", ""), string.Concat(TestModels.All)));

    [Fact]
    public void Test_models_compile() => Assert.Empty(Generated.Diagnostics);

    [Theory, MemberData(nameof(Members)), MemberData(nameof(Called)), MemberData(nameof(InheritedMembers))]
    public async Task No_node_can_have_the_name(string name) => await Reports("DD0112", $$"""
        [Model, CrossEntropyLoss, SGD(0.1)] public partial class Net
        {
            [Input(4)] public partial Node X { get; }
            [Linear(2)] public partial Node {{name}} { get; }
        }
        """);

    [Theory, MemberData(nameof(Called))]
    public async Task No_other_member_can_have_the_name(string name) => await Reports("DD0112", $$"""
        [Model, CrossEntropyLoss, SGD(0.1)] public partial class Net
        {
            [Input(4)] public partial Node X { get; }
            [Linear(2)] public partial Node Y { get; }
            public int {{name}} => 3;
        }
        """);

    [Theory, MemberData(nameof(Named))]
    public async Task No_model_can_have_the_name(string name) => await Reports("DD0112", $$"""
        [Model, CrossEntropyLoss, SGD(0.1)] public partial class {{name}}
        {
            [Input(4)] public partial DeepDsl.Node X { get; }
            [Linear(2)] public partial DeepDsl.Node Y { get; }
        }
        """);

    [Theory, MemberData(nameof(Named))]
    public async Task No_type_beside_a_model_can_have_the_name(string name) => await Reports("DD0111", $$"""
        [Model, DeepDsl.CrossEntropyLoss, DeepDsl.SGD(0.1)] public partial class Net
        {
            [Input(4)] public partial DeepDsl.Node X { get; }
            [Linear(2)] public partial DeepDsl.Node Y { get; }
        }
        public class {{name}};
        """);

    private static async Task Reports(string id, string source)
    {
        var compilation = TestCompilation.Of("using DeepDsl;\nnamespace Some.Where;\n" + source);
        Assert.Empty(compilation.DiagnosticsOfGenerated);
        Assert.Equal(id, Assert.Single(await compilation.FindingsAsync()).Id);
    }

    private static IEnumerable<SyntaxTree> Trees() => Generated.Output.SyntaxTrees.Where(tree => !Generated.Input.ContainsSyntaxTree(tree));

    private static IEnumerable<INamedTypeSymbol> Types() =>
        from tree in Trees()
        from declaration in tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
        where declaration.Parent is not ClassDeclarationSyntax
        select (INamedTypeSymbol)Generated.Output.GetSemanticModel(tree).GetDeclaredSymbol(declaration)!;

    private static bool IsGenerated(ISymbol member) =>
        member is { CanBeReferencedByName: true } and not IPropertySymbol { PartialImplementationPart: not null } && member.DeclaringSyntaxReferences.Any(reference => !Generated.Input.ContainsSyntaxTree(reference.SyntaxTree));

    // The fields of parameters and the classes of blocks are called after what the model declares, so that nobody can list them.
    private static bool IsField(ISymbol member) => member is IFieldSymbol { Type.Name: "ParameterSlot" or "BufferSlot" } or IFieldSymbol { Type.ContainingType: not null, Name: not ("_workspaces" or "_predictions") } or INamedTypeSymbol { IsSealed: true, Name: not ("Workspace" or "PredictWorkspace") };

    /// <summary>Simple names that C# looks up outside the class: in the namespaces of the using directives.</summary>
    private static IEnumerable<SimpleNameSyntax> Names() =>
        from tree in Trees()
        let semantics = Generated.Output.GetSemanticModel(tree)
        from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        where !name.Ancestors().Any(node => node is UsingDirectiveSyntax or NameColonSyntax or NameEqualsSyntax or QualifiedNameSyntax or AliasQualifiedNameSyntax)
            && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
        let symbol = semantics.GetSymbolInfo(name).Symbol
        where (symbol is INamedTypeSymbol or INamespaceSymbol || symbol?.IsStatic == true) && symbol is not ILocalSymbol && symbol.ContainingAssembly?.Name != Generated.Input.AssemblyName
        select name;
}
